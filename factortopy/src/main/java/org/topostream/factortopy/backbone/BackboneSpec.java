package org.topostream.factortopy.backbone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.topostream.factortopy.Features;

/// What a backbone folder's `backbone.json` says.
///
/// @param name        the backbone's name, as in the topic `features.<name>`
/// @param model       the model's file name in the same folder
/// @param format      `onnx`
/// @param input       the image the model takes
/// @param layers      the layers the model gives, in order: outputs `<name>.local` and `<name>.global`
/// @param grid        rows and columns of the local token grids, 8
/// @param globalToken where the global token comes from: `cls` or `mean`
/// @param source      where the weights come from
/// @param licence     the licence of the weights
/// @param sha256      of the model file, 64 hexadecimal digits
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackboneSpec(String name, String model, String format, Input input, List<Layer> layers, int grid,
        String globalToken, String source, String licence, String sha256) {
    /// The description's file name in a backbone folder.
    public static final String FILE = "backbone.json";
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    /// The image the model takes.
    ///
    /// @param width  columns
    /// @param height rows
    /// @param resize how an image of another shape gets there: `squash`, both axes scaled on their own
    /// @param layout `NCHW`
    /// @param dtype  `uint8`
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Input(int width, int height, String resize, String layout, String dtype) {

        /// @throws IllegalArgumentException where the input is not one we can feed
        public Input {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException(
                        "expected an input of at least 1 x 1, got " + width + " x " + height);
            }
            require("input.resize", "squash", resize);
            require("input.layout", "NCHW", layout);
            require("input.dtype", "uint8", dtype);
        }
    }

    /// One layer the model gives.
    ///
    /// @param name     the layer's name
    /// @param channels how many channels it has
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Layer(String name, int channels) {

        /// @throws IllegalArgumentException where there is no channel
        public Layer {
            if (channels < 1) {
                throw new IllegalArgumentException("layer " + name + ": expected at least 1 channel, got " + channels);
            }
        }
    }

    /// @throws IllegalArgumentException where a field is not one we can work with
    public BackboneSpec {
        require("format", "onnx", format);
        require("grid", Features.GRID, grid);
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("expected at least one layer, got none");
        }
        List<String> names = layers.stream().map(Layer::name).toList();
        if (Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("expected layers of different names, got " + names);
        }
    }

    /// Reads `backbone.json`.
    /// @param folder the backbone's folder
    /// @throws IOException where the file is absent or does not describe a backbone; the message names the file
    public static BackboneSpec read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            return JSON.readValue(file.toFile(), BackboneSpec.class);
        } catch (IOException e) {
            throw new IOException(file + " does not describe a backbone: " + e.getMessage(), e);
        }
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
