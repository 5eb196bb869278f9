package org.topostream.factortopy.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Normaliser;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.npy.NpyFile;

/// An encoder, its inputs, and what an independent implementation says must follow from them: a folder of `.npy` files
/// and a `meta.json`. `input.*` and `param.*` go in; `output.*`, `grad.*` and `after10.param.*` must come out.
///
/// @param folder      where the files lie
/// @param meta        what `meta.json` says
/// @param coordinates of the voxels, `N`
/// @param parameters  to start from
/// @param features    of the batch, `B` stimuli
/// @param targets     `[B][N]`, z-scores
public record ReferenceFolder(Path folder, ReferenceMeta meta, Coordinates coordinates, Parameters parameters,
        List<Features> features, float[][] targets) {

    /// Reads sizes and inputs.
    /// @throws IOException where a file is absent, is no such file, or has another shape than the sizes ask for; the
    ///                     message names it
    public static ReferenceFolder read(Path folder) throws IOException {
        ReferenceMeta meta = ReferenceMeta.read(folder);
        EncoderShape shape = meta.shape();
        Map<String, FloatTensor> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, int[]> parameter : shape.parameterShapes().entrySet()) {
            parameters.put(parameter.getKey(), tensor(folder, "param." + parameter.getKey(), parameter.getValue()));
        }
        FloatTensor coordinates = tensor(folder, "input.coords", shape.voxels(), 3);
        FloatTensor targets = tensor(folder, "input.target", meta.batch(), shape.voxels());
        float[][] rows = new float[meta.batch()][];
        for (int stimulus = 0; stimulus < rows.length; stimulus++) {
            rows[stimulus] = row(targets, stimulus);
        }
        return new ReferenceFolder(folder, meta, Coordinates.of(coordinates.values()), new Parameters(parameters),
                features(folder, meta), rows);
    }

    /// The sizes.
    public EncoderShape shape() {
        return meta.shape();
    }

    /// The encoder to start from, predicting z-scores.
    public Encoder encoder() {
        return new Encoder(shape(), coordinates, parameters, Normaliser.identity(shape().voxels()));
    }

    /// One of the folder's tensors, float64 rounded to float32.
    /// @param name  of the file, without `.npy`
    /// @param shape that it must have
    /// @throws IOException as [#read]
    public FloatTensor tensor(String name, int... shape) throws IOException {
        return tensor(folder, name, shape);
    }

    private static List<Features> features(Path folder, ReferenceMeta meta) throws IOException {
        List<List<LayerFeatures>> stimuli = new ArrayList<>();
        for (int stimulus = 0; stimulus < meta.batch(); stimulus++) {
            stimuli.add(new ArrayList<>());
        }
        for (int layer = 0; layer < meta.shape().layers(); layer++) {
            int channels = meta.shape().widths()[layer];
            FloatTensor local = tensor(folder, "input.local." + layer, meta.batch(), channels, Features.GRID,
                    Features.GRID);
            FloatTensor global = tensor(folder, "input.global." + layer, meta.batch(), channels);
            for (int stimulus = 0; stimulus < meta.batch(); stimulus++) {
                stimuli.get(stimulus).add(new LayerFeatures(meta.shape().layerNames().get(layer), channels,
                        row(local, stimulus), row(global, stimulus)));
            }
        }
        return stimuli.stream().map(Features::new).toList();
    }

    private static FloatTensor tensor(Path folder, String name, int... shape) throws IOException {
        Path file = folder.resolve(name + ".npy");
        if (!Files.isRegularFile(file)) {
            throw new IOException(folder + ": not a reference folder: " + file.getFileName() + " is missing");
        }
        FloatTensor tensor = NpyFile.readFloat(file);
        if (!Arrays.equals(shape, tensor.shape())) {
            throw new IOException(file + ": expected the shape " + Arrays.toString(shape) + ", got "
                    + Arrays.toString(tensor.shape()));
        }
        return tensor;
    }

    /// One row of the first axis.
    private static float[] row(FloatTensor tensor, int row) {
        int length = tensor.values().length / tensor.shape()[0];
        return Arrays.copyOfRange(tensor.values(), row * length, (row + 1) * length);
    }
}
