package org.topostream.factortopy.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Normaliser;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.encoder.TrainingSession;

/// An encoder and a batch drawn at random, for measuring and for comparing kernels: of any size, the same for the same
/// seed, and as hard as a trained encoder, for its voxels look all over the grid.
///
/// @param shape       the sizes
/// @param coordinates of points on two spheres, in millimetres
/// @param parameters  the selectors' last layers are not zero
/// @param features    of the batch, normal, representable in fp16, as they come from a topic
/// @param targets     `[B][N]`, normal
public record RandomProblem(EncoderShape shape, Coordinates coordinates, Parameters parameters,
        List<Features> features, float[][] targets) {
    private static final double RADIUS = 45;
    private static final double CENTRE = 48;
    /// Standard deviation of the selectors' last layers: wide enough for the grid's outer points to be chosen.
    private static final double SELECTOR_SPREAD = 2;
    private static final double BIAS_SPREAD = 0.1;

    /// @param batch how many stimuli, at least 1
    /// @throws IllegalArgumentException where a size is below 1
    public static RandomProblem draw(int voxels, int layers, int width, int bottleneck, int batch, long seed) {
        if (layers < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "expected at least 1 layer and 1 stimulus, got " + layers + " and " + batch);
        }
        int[] widths = new int[layers];
        Arrays.fill(widths, width);
        EncoderShape shape = new EncoderShape(voxels,
                IntStream.range(0, layers).mapToObj(layer -> "layer" + layer).toList(), widths, bottleneck);
        SplittableRandom random = new SplittableRandom(seed);
        Coordinates coordinates = Coordinates.of(coordinates(voxels, random));
        Parameters parameters = parameters(shape, random);
        List<Features> features = new ArrayList<>();
        float[][] targets = new float[batch][];
        for (int stimulus = 0; stimulus < batch; stimulus++) {
            features.add(features(shape, random));
            targets[stimulus] = normal(voxels, 1, random);
        }
        return new RandomProblem(shape, coordinates, parameters, features, targets);
    }

    /// The encoder, predicting z-scores.
    public Encoder encoder() {
        return new Encoder(shape, coordinates, parameters, Normaliser.identity(shape.voxels()));
    }

    /// A session that starts from the parameters, with the paper's options.
    /// @param device as [TrainingSession] takes it
    public TrainingSession session(String device) {
        return new TrainingSession(shape, coordinates, parameters, OptimiserState.fresh(), TrainingOptions.defaults(),
                device);
    }

    /// The left half of the voxels on the left sphere, the others on the right one.
    private static float[] coordinates(int voxels, SplittableRandom random) {
        float[] xyz = new float[3 * voxels];
        for (int voxel = 0; voxel < voxels; voxel++) {
            double side = voxel < voxels / 2 ? -1 : 1;
            double height = random.nextDouble(-1, 1); // uniform in height is uniform on a sphere (Archimedes)
            double around = random.nextDouble(2 * Math.PI);
            double ring = Math.sqrt(1 - height * height);
            xyz[3 * voxel] = (float) (side * CENTRE + RADIUS * ring * Math.cos(around));
            xyz[3 * voxel + 1] = (float) (RADIUS * ring * Math.sin(around));
            xyz[3 * voxel + 2] = (float) (RADIUS * height);
        }
        return xyz;
    }

    private static Parameters parameters(EncoderShape shape, SplittableRandom random) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>(
                Parameters.initial(shape, random.nextLong()).tensors());
        tensors.replaceAll((name, tensor) -> {
            if (name.endsWith("_selector_mlp.5.weight")) {
                return new FloatTensor(tensor.shape(), normal(tensor.values().length, SELECTOR_SPREAD, random));
            }
            return name.equals("bias")
                    ? new FloatTensor(tensor.shape(), normal(tensor.values().length, BIAS_SPREAD, random))
                    : tensor;
        });
        return new Parameters(tensors);
    }

    private static Features features(EncoderShape shape, SplittableRandom random) {
        List<LayerFeatures> layers = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            int channels = shape.widths()[layer];
            layers.add(new LayerFeatures(shape.layerNames().get(layer), channels,
                    halves(channels * Features.GRID * Features.GRID, random), halves(channels, random)));
        }
        return new Features(layers);
    }

    private static float[] halves(int count, SplittableRandom random) {
        float[] values = normal(count, 1, random);
        for (int i = 0; i < count; i++) {
            values[i] = Float.float16ToFloat(Float.floatToFloat16(values[i]));
        }
        return values;
    }

    private static float[] normal(int count, double spread, SplittableRandom random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian(0, spread);
        }
        return values;
    }
}
