package org.topostream.factortopy.verify;

import java.util.List;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;

/// The method as it is written down, in float64 and without any of a kernel's ideas: every layer is projected, sampled
/// at every voxel, mixed and read out. Slow; for judging fast ones on small problems.
public final class PlainPrediction {
    private static final int GRID = Features.GRID;
    private static final int POINTS = GRID * GRID;

    private final Encoder encoder;
    private final int bottleneck;
    private final double[][] space;
    private final double[][] layer;
    private final double[] scale;

    private PlainPrediction(Encoder encoder) {
        int voxels = encoder.shape().voxels();
        this.encoder = encoder;
        this.bottleneck = encoder.shape().bottleneck();
        this.space = new double[voxels][];
        this.layer = new double[voxels][];
        this.scale = new double[voxels];
        float[] encoding = encoder.coordinates().encoding();
        for (int voxel = 0; voxel < voxels; voxel++) {
            double[] code = new double[Coordinates.ENCODING];
            for (int i = 0; i < code.length; i++) {
                code[i] = encoding[voxel * code.length + i];
            }
            space[voxel] = selector("space_selector_mlp", code);
            for (int axis = 0; axis < 2; axis++) {
                space[voxel][axis] = Math.tanh(space[voxel][axis]);
            }
            layer[voxel] = softmax(selector("layer_selector_mlp", code));
            scale[voxel] = 1 / (1 + Math.exp(-selector("scale_selector_mlp", code)[0]));
        }
    }

    /// The predicted responses to some stimuli, as z-scores.
    /// @return `[B][N]`
    public static double[][] of(Encoder encoder, List<Features> batch) {
        PlainPrediction plain = new PlainPrediction(encoder);
        return batch.stream().map(plain::predict).toArray(double[][]::new);
    }

    private double[] predict(Features features) {
        int layers = features.layers().size();
        double[][] local = new double[layers][];
        double[][] global = new double[layers][];
        for (int l = 0; l < layers; l++) {
            LayerFeatures given = features.layers().get(l);
            local[l] = project("local_token_bottleneck." + l + ".weight", given.local(), POINTS);
            global[l] = project("global_token_bottleneck." + l + ".weight", given.global(), 1);
        }
        double[] predictions = new double[encoder.shape().voxels()];
        for (int voxel = 0; voxel < predictions.length; voxel++) {
            predictions[voxel] = readOut(voxel, local, global);
        }
        return predictions;
    }

    /// The mean over channels of `v * w`, and the bias.
    private double readOut(int voxel, double[][] local, double[][] global) {
        float[] weights = tensor("weight").values();
        double sum = 0;
        for (int d = 0; d < bottleneck; d++) {
            double near = 0;
            double whole = 0;
            for (int l = 0; l < local.length; l++) {
                near += layer[voxel][l] * sample(local[l], d, space[voxel]);
                whole += layer[voxel][l] * global[l][d];
            }
            double value = (1 - scale[voxel]) * near + scale[voxel] * whole;
            sum += value * weights[voxel * bottleneck + d];
        }
        return sum / bottleneck + tensor("bias").values()[voxel];
    }

    /// From `[C, points]` to `[D, points]`.
    private double[] project(String name, float[] tokens, int points) {
        float[] weights = tensor(name).values();
        int channels = tokens.length / points;
        double[] projected = new double[bottleneck * points];
        for (int d = 0; d < bottleneck; d++) {
            for (int c = 0; c < channels; c++) {
                double weight = weights[d * channels + c];
                for (int point = 0; point < points; point++) {
                    projected[d * points + point] += weight * tokens[c * points + point];
                }
            }
        }
        return projected;
    }

    /// Bilinear between the four points around a place; outside of the grid is zero.
    /// @param place x then y; -1 and 1 are the outer edges of the outer points
    private static double sample(double[] grids, int channel, double[] place) {
        double x = ((place[0] + 1) * GRID - 1) / 2;
        double y = ((place[1] + 1) * GRID - 1) / 2;
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double down = y - top;
        return (1 - down) * ((1 - right) * at(grids, channel, top, left) + right * at(grids, channel, top, left + 1))
                + down * ((1 - right) * at(grids, channel, top + 1, left)
                        + right * at(grids, channel, top + 1, left + 1));
    }

    private static double at(double[] grids, int channel, int row, int column) {
        boolean inside = row >= 0 && row < GRID && column >= 0 && column < GRID;
        return inside ? grids[channel * POINTS + row * GRID + column] : 0;
    }

    private double[] selector(String name, double[] code) {
        double[] first = linear(code, tensor(name + ".1.weight"), tensor(name + ".1.bias"));
        double[] second = linear(gelu(first), tensor(name + ".3.weight"), tensor(name + ".3.bias"));
        FloatTensor last = tensor(name + ".5.weight");
        return linear(gelu(second), last, FloatTensor.zeros(last.shape()[0]));
    }

    private static double[] linear(double[] input, FloatTensor matrix, FloatTensor bias) {
        double[] output = new double[bias.values().length];
        for (int row = 0; row < output.length; row++) {
            output[row] = bias.values()[row];
            for (int column = 0; column < input.length; column++) {
                output[row] += matrix.values()[row * input.length + column] * input[column];
            }
        }
        return output;
    }

    private static double[] gelu(double[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = Gelu.of(values[i]);
        }
        return result;
    }

    private static double[] softmax(double[] values) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = Math.exp(values[i] - largest);
            sum += result[i];
        }
        for (int i = 0; i < result.length; i++) {
            result[i] /= sum;
        }
        return result;
    }

    private FloatTensor tensor(String name) {
        return encoder.parameters().tensors().get(name);
    }
}
