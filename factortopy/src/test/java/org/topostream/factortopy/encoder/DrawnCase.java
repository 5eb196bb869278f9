package org.topostream.factortopy.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.LayerFeatures;

/// An encoder and a batch, drawn at random from a seed, for kernels and the plain form alike.
///
/// @param name       of the case, for whoever reads the report
/// @param parameters as trained so far
/// @param features   of `B` stimuli
/// @param targets    `[B][N]`
public record DrawnCase(String name, EncoderShape shape, Coordinates coordinates, Parameters parameters,
        List<Features> features, float[][] targets) {
    /// With these weights of the hidden layers every voxel has one hidden value, 16, which GELU leaves exactly 16.
    private static final float HIDDEN = 16;

    /// A case whose selectors differ from voxel to voxel.
    /// @param selection spread of the selectors' last weights: 0 for the start of training, from about 10 on most
    ///                  voxels choose one layer and lie on the edge of the grid
    public static DrawnCase draw(long seed, int voxels, int[] widths, int bottleneck, int batch, double selection) {
        List<String> names = new ArrayList<>();
        for (int layer = 0; layer < widths.length; layer++) {
            names.add("layer" + layer);
        }
        EncoderShape shape = new EncoderShape(voxels, names, widths, bottleneck);
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, FloatTensor> tensors = new LinkedHashMap<>(Parameters.initial(shape, seed).tensors());
        for (String selector : List.of("space", "layer", "scale")) {
            tensors.computeIfPresent(selector + "_selector_mlp.5.weight",
                    (name, tensor) -> new FloatTensor(tensor.shape(),
                            normal(random, tensor.values().length, selection)));
        }
        tensors.put("bias", new FloatTensor(new int[]{voxels}, normal(random, voxels, 0.1)));
        float[][] targets = new float[batch][];
        List<Features> features = new ArrayList<>();
        for (int b = 0; b < batch; b++) {
            targets[b] = normal(random, voxels, 1);
            features.add(features(random, names, widths));
        }
        float[] xyz = normal(random, 3 * voxels, 30);
        return new DrawnCase("seed " + seed, shape, Coordinates.of(xyz), new Parameters(tensors), features, targets);
    }

    /// Sizes drawn as well, from those at which vectors, blocks and loops end.
    static DrawnCase draw(long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        int voxels = pick(random, 1, 7, 63, 131, 600);
        int[] widths = random.ints(random.nextInt(1, 5), 0, 6).map(i -> new int[]{1, 3, 7, 8, 16, 17}[i]).toArray();
        int batch = pick(random, 1, 2, 7, 8, 9, 33);
        // All of the largest at once takes the plain form seconds.
        int bottleneck = voxels * batch > 6000 ? pick(random, 1, 5) : pick(random, 1, 5, 128);
        return draw(seed, voxels, widths, bottleneck, batch, random.nextDouble(3));
    }

    /// All voxels at one place, with one choice of layers and one scale, by what enters tanh, softmax and sigmoid.
    DrawnCase choosing(double[] space, double[] layer, double scale) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>(parameters.tensors());
        steer(tensors, "space", space);
        steer(tensors, "layer", layer);
        steer(tensors, "scale", scale);
        return with(tensors, targets);
    }

    /// Predictions of exactly 0, and exactly those targets.
    DrawnCase silent() {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>(parameters.tensors());
        tensors.put("weight", FloatTensor.zeros(shape.voxels(), shape.bottleneck()));
        tensors.put("bias", FloatTensor.zeros(shape.voxels()));
        return with(tensors, new float[targets.length][shape.voxels()]);
    }

    DrawnCase towards(float[][] others) {
        return with(parameters.tensors(), others);
    }

    DrawnCase timesTargets(double factor) {
        float[][] scaled = new float[targets.length][shape.voxels()];
        for (int b = 0; b < scaled.length; b++) {
            for (int n = 0; n < scaled[b].length; n++) {
                scaled[b][n] = (float) (targets[b][n] * factor);
            }
        }
        return towards(scaled);
    }

    /// All voxels on one line, parallel to the first axis.
    DrawnCase onOneLine() {
        float[] xyz = coordinates.values().clone();
        for (int i = 0; i < xyz.length; i++) {
            xyz[i] = i % 3 == 0 ? xyz[i] : 7;
        }
        return new DrawnCase(name, shape, Coordinates.of(xyz), parameters, features, targets);
    }

    DrawnCase named(String other) {
        return new DrawnCase(other, shape, coordinates, parameters, features, targets);
    }

    /// The plain form of the same encoder.
    /// @param nudge see [PlainSampling]
    public PlainForm plain(double nudge) {
        Map<String, double[]> values = new LinkedHashMap<>();
        parameters.tensors().forEach((parameter, tensor) -> values.put(parameter, Closeness.doubles(tensor.values())));
        return new PlainForm(shape, Closeness.doubles(coordinates.values()), values, nudge);
    }

    /// The same batch.
    public PlainBatch batch() {
        return PlainBatch.of(features, targets);
    }

    TrainingSession session(String device) {
        return new TrainingSession(shape, coordinates, parameters, OptimiserState.fresh(), TrainingOptions.defaults(),
                device);
    }

    @Override
    public String toString() {
        return name + ": " + shape.voxels() + " voxels, widths " + Arrays.toString(shape.widths()) + ", bottleneck "
                + shape.bottleneck() + ", batch " + features.size();
    }

    private DrawnCase with(Map<String, FloatTensor> tensors, float[][] others) {
        return new DrawnCase(name, shape, coordinates, new Parameters(tensors), features, others);
    }

    private static void steer(Map<String, FloatTensor> tensors, String selector, double... outputs) {
        String mlp = selector + "_selector_mlp.";
        for (String zero : List.of("1.weight", "1.bias", "3.weight")) {
            tensors.computeIfPresent(mlp + zero, (name, tensor) -> FloatTensor.zeros(tensor.shape()));
        }
        FloatTensor bias = FloatTensor.zeros(tensors.get(mlp + "3.bias").shape());
        bias.values()[0] = HIDDEN;
        tensors.put(mlp + "3.bias", bias);
        FloatTensor last = FloatTensor.zeros(tensors.get(mlp + "5.weight").shape());
        for (int output = 0; output < outputs.length; output++) {
            last.values()[output * bias.values().length] = (float) (outputs[output] / HIDDEN);
        }
        tensors.put(mlp + "5.weight", last);
    }

    private static Features features(SplittableRandom random, List<String> names, int[] widths) {
        List<LayerFeatures> layers = new ArrayList<>();
        for (int layer = 0; layer < widths.length; layer++) {
            layers.add(new LayerFeatures(names.get(layer), widths[layer],
                    normal(random, widths[layer] * PlainBatch.POINTS, 1), normal(random, widths[layer], 1)));
        }
        return new Features(layers);
    }

    private static float[] normal(SplittableRandom random, int size, double spread) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (spread * random.nextGaussian());
        }
        return values;
    }

    private static int pick(SplittableRandom random, int... from) {
        return from[random.nextInt(from.length)];
    }
}
