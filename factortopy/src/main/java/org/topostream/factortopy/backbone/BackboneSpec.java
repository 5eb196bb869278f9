package org.topostream.factortopy.backbone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.topostream.factortopy.Features;

/// What a backbone folder's `backbone.json` says.
///
/// @param name        the backbone's name, as in the topic `features.<name>`: 1 to 80 letters, digits, `-` or `_`
/// @param model       the model's file name in the same folder
/// @param format      how the model is written
/// @param input       the image the model takes
/// @param layers      the layers the model gives, in order: outputs `<name>.local` and `<name>.global`
/// @param grid        rows and columns of the local token grids, 8
/// @param globalToken where the global token comes from: `cls` or `mean`
/// @param source      where the weights come from
/// @param licence     the licence of the weights
/// @param sha256      of the model file, 64 hexadecimal digits
/// @param data        the file with the weights, where they are not in the model
/// @param cpuThreads  how many threads of a CPU one batch is worth, at least 1; as many as there are cores where it is not
///                    said. A small network loses more by dividing a batch than it wins, and gives its result to the
///                    last bit whatever shares the batch only where nothing is divided. With the format onnx only
/// @param details     what the exporter says besides
public record BackboneSpec(String name, String model, ModelFormat format, Input input, List<Layer> layers, int grid,
        String globalToken, String source, String licence, String sha256, Optional<DataFile> data,
        Optional<Integer> cpuThreads, Details details) {
    /// The description's file name in a backbone folder.
    public static final String FILE = "backbone.json";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final Pattern LAYER_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}");

    /// The image the model takes.
    ///
    /// @param width  columns
    /// @param height rows
    /// @param resize how an image of another shape gets there: `squash`, both axes scaled on their own
    /// @param layout `NCHW`
    /// @param dtype  `uint8`
    public record Input(int width, int height, String resize, String layout, String dtype) {

        /// @throws IllegalArgumentException where the input is not one we can feed
        public Input {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException(
                        "input: expected a size of at least 1 x 1, got " + width + " x " + height);
            }
            require("input.resize", "squash", resize);
            require("input.layout", "NCHW", layout);
            require("input.dtype", "uint8", dtype);
        }
    }

    /// One layer the model gives.
    ///
    /// @param name     the layer's name: letters, digits, `.`, `-` and `_`
    /// @param channels how many channels it has
    /// @param tokens   the network's own tokens, before they were resized to the grid
    public record Layer(String name, int channels, Optional<Tokens> tokens) {

        /// @throws IllegalArgumentException where there is no channel, or the name cannot name a file
        public Layer {
            if (!LAYER_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("layers: expected a name of letters, digits, '.', '-' and '_', got '"
                        + name + "'");
            }
            if (channels < 1) {
                throw new IllegalArgumentException("layer " + name + ": expected at least 1 channel, got " + channels);
            }
        }

        /// A layer whose own tokens nobody tells of.
        public Layer(String name, int channels) {
            this(name, channels, Optional.empty());
        }
    }

    /// A network's own tokens at a layer.
    ///
    /// @param rows    of the token grid
    /// @param columns of the token grid
    /// @param prefix  tokens before the grid's (class token, registers)
    public record Tokens(int rows, int columns, int prefix) {

        /// @throws IllegalArgumentException where the grid is empty
        public Tokens {
            if (rows < 1 || columns < 1 || prefix < 0) {
                throw new IllegalArgumentException("tokens: expected at least 1 row, 1 column and 0 before them, got "
                        + rows + ", " + columns + " and " + prefix);
            }
        }
    }

    /// A file with a model's weights, beside the model: for networks that are too large for one ONNX file (2 GB).
    ///
    /// @param file   its name in the same folder
    /// @param sha256 of its contents, 64 hexadecimal digits
    public record DataFile(String file, String sha256) {}

    /// @throws IllegalArgumentException where a field is not one we can work with
    public BackboneSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: expected 1 to 80 letters, digits, '-' or '_', got '" + name + "'");
        }
        require("grid", Features.GRID, grid);
        if (data.isPresent() && format != ModelFormat.ONNX) {
            throw new IllegalArgumentException("data: expected with the format onnx only, got " + format.label());
        }
        if (cpuThreads.isPresent() && cpuThreads.get() < 1) {
            throw new IllegalArgumentException("cpuThreads: expected at least 1, got " + cpuThreads.get());
        }
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("expected at least one layer, got none");
        }
        List<String> names = layers.stream().map(Layer::name).toList();
        if (Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("expected layers of different names, got " + names);
        }
    }

    /// A backbone whose exporter says only what is required.
    /// @throws IllegalArgumentException where a field is not one we can work with
    public BackboneSpec(String name, String model, String format, Input input, List<Layer> layers, int grid,
            String globalToken, String source, String licence, String sha256) {
        this(name, model, ModelFormat.of(format), input, layers, grid, globalToken, source, licence, sha256,
                Optional.empty(), Optional.empty(), Details.none());
    }

    /// Reads `backbone.json`.
    /// @param folder the backbone's folder
    /// @throws IOException where the file is absent or does not describe a backbone; the message names the file
    public static BackboneSpec read(Path folder) throws IOException {
        return BackboneJson.read(folder.resolve(FILE));
    }

    /// The layers' names, in order.
    public List<String> layerNames() {
        return layers.stream().map(Layer::name).toList();
    }

    /// The layers' channel counts `[L]`, in order.
    public int[] widths() {
        return layers.stream().mapToInt(Layer::channels).toArray();
    }

    private static void require(String field, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new IllegalArgumentException(field + ": expected " + expected + ", got " + found);
        }
    }
}
