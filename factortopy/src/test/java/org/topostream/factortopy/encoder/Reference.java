package org.topostream.factortopy.encoder;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.npy.NpyFile;

/// The shared fixture: a small encoder, its inputs and everything that follows from them, computed in float64 by an
/// independent implementation.
record Reference(Path folder, JsonNode meta, EncoderShape shape, Coordinates coordinates, Parameters parameters) {

    /// Skips the calling test where the fixture is absent.
    static Reference open() throws IOException {
        Path folder = Path.of(System.getProperty("topostream.root", ".."), "..", "shared", "fixtures",
                "factortopy-reference");
        assumeTrue(Files.isDirectory(folder), "the shared fixture is absent: " + folder);
        JsonNode meta = new ObjectMapper().readTree(folder.resolve("meta.json").toFile());
        int[] widths = new int[meta.path("layers").asInt()];
        List<String> names = new ArrayList<>();
        for (int layer = 0; layer < widths.length; layer++) {
            widths[layer] = meta.path("widths").path(layer).asInt();
            names.add("layer" + layer);
        }
        EncoderShape shape = new EncoderShape(meta.path("vertices").asInt(), names, widths,
                meta.path("bottleneck").asInt());
        Map<String, FloatTensor> parameters = new LinkedHashMap<>();
        for (String name : shape.parameterShapes().keySet()) {
            parameters.put(name, NpyFile.readFloat(folder.resolve("param." + name + ".npy")));
        }
        return new Reference(folder, meta, shape,
                Coordinates.of(NpyFile.readFloat(folder.resolve("input.coords.npy")).values()),
                new Parameters(parameters));
    }

    FloatTensor tensor(String name) throws IOException {
        return NpyFile.readFloat(folder.resolve(name + ".npy"));
    }

    List<Features> features() throws IOException {
        List<Features> batch = new ArrayList<>();
        for (int b = 0; b < meta.path("batch").asInt(); b++) {
            List<LayerFeatures> layers = new ArrayList<>();
            for (int layer = 0; layer < shape.layers(); layer++) {
                int channels = shape.widths()[layer];
                layers.add(new LayerFeatures(shape.layerNames().get(layer), channels,
                        row(tensor("input.local." + layer).values(), b, channels * 64),
                        row(tensor("input.global." + layer).values(), b, channels)));
            }
            batch.add(new Features(layers));
        }
        return batch;
    }

    float[][] targets() throws IOException {
        return rows(tensor("input.target"));
    }

    static float[][] rows(FloatTensor matrix) {
        float[][] rows = new float[matrix.shape()[0]][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(matrix.values(), i, matrix.shape()[1]);
        }
        return rows;
    }

    TrainingSession session() {
        return new TrainingSession(shape, coordinates, parameters, OptimiserState.fresh(), TrainingOptions.defaults());
    }

    private static float[] row(float[] values, int row, int length) {
        return Arrays.copyOfRange(values, row * length, (row + 1) * length);
    }
}
