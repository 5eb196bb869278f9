package org.topostream.factortopy.encoder.internal.vector;

import static org.topostream.factortopy.encoder.internal.vector.Lanes.LANES;
import static org.topostream.factortopy.encoder.internal.vector.Lanes.SPECIES;

import java.util.stream.DoubleStream;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

import org.topostream.factortopy.encoder.TrainingOptions;

/// PyTorch's AdamW (Loshchilov and Hutter 2019) with its defaults, in place, after its `clip_grad_norm_`.
final class Adam {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final double EPSILON = 1e-8;
    private static final double CLIP_EPSILON = 1e-6;
    /// Values whose squares are summed in single precision before they are added in double.
    private static final int STRETCH = 64 * LANES;

    private final float[] first;
    private final float[] second;
    private final TrainingOptions options;
    private long steps;

    /// @param first  running means of the gradients
    /// @param second running means of their squares
    Adam(float[] first, float[] second, long steps, TrainingOptions options) {
        this.first = first;
        this.second = second;
        this.steps = steps;
        this.options = options;
    }

    long steps() {
        return steps;
    }

    float[] first() {
        return first;
    }

    float[] second() {
        return second;
    }

    /// The norm of all gradients together.
    double norm(float[] gradients) {
        double[] sums = new double[Parallel.PIECES];
        Parallel.run(sums.length, piece -> sums[piece] = squares(gradients, cut(piece), cut(piece + 1)));
        return Math.sqrt(DoubleStream.of(sums).sum());
    }

    private static double squares(float[] gradients, int from, int to) {
        double total = 0;
        float[] lanes = new float[LANES];
        for (int start = from; start < to; start += STRETCH) {
            int end = Math.min(to, start + STRETCH);
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = start; i < end; i += LANES) {
                FloatVector gradient = FloatVector.fromArray(SPECIES, gradients, i);
                sum = gradient.fma(gradient, sum);
            }
            sum.intoArray(lanes, 0);
            total += Rows.sum(lanes);
        }
        return total;
    }

    /// One step down the gradients.
    void step(float[] parameters, float[] gradients, double norm) {
        double learningRate = options.learningRateAt(steps);
        steps++;
        double clip = options.gradientClip() > 0 ? Math.min(1, options.gradientClip() / (norm + CLIP_EPSILON)) : 1;
        double rate = learningRate / (1 - Math.pow(BETA1, steps));
        double spread = 1 / Math.sqrt(1 - Math.pow(BETA2, steps));
        double kept = 1 - learningRate * options.weightDecay();
        Parallel.run(Parallel.PIECES, piece -> step(parameters, gradients, cut(piece), cut(piece + 1), (float) clip,
                (float) rate, (float) spread, (float) kept));
    }

    private void step(float[] parameters, float[] gradients, int from, int to, float clip, float rate, float spread,
            float kept) {
        for (int i = from; i < to; i += LANES) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, gradients, i).mul(clip);
            FloatVector mean = FloatVector.fromArray(SPECIES, first, i).mul(BETA1).add(gradient.mul(1 - BETA1));
            FloatVector square = FloatVector.fromArray(SPECIES, second, i).mul(BETA2)
                    .add(gradient.mul(gradient).mul(1 - BETA2));
            mean.intoArray(first, i);
            square.intoArray(second, i);
            FloatVector step = mean.mul(rate)
                    .div(square.lanewise(VectorOperators.SQRT).mul(spread).add((float) EPSILON));
            FloatVector.fromArray(SPECIES, parameters, i).mul(kept).sub(step).intoArray(parameters, i);
        }
    }

    private int cut(int piece) {
        return piece == Parallel.PIECES ? first.length : Parallel.from(piece, first.length / LANES) * LANES;
    }
}
