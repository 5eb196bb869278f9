package org.topostream.factortopy.encoder;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import org.topostream.factortopy.internal.NativeSettings;

/// The method as the paper writes it down, in float64, with PyTorch's own gradients: every layer is projected, sampled
/// at every voxel, mixed, and read out. Slow, and with no idea in common with the kernels that it judges.
///
/// Numbers are arrays in here (`times`): DJL frees those of `array.mul(2)` before the gradients come back.
///
/// @param coordinates `[N, 3]`, the subject's whole voxel set
/// @param parameters  by name
/// @param nudge       see [PlainSampling]; 0 for `floor`
public record PlainForm(EncoderShape shape, double[] coordinates, Map<String, double[]> parameters, double nudge) {
    private static final double BETA = 0.1;
    private static final int FREQUENCIES = 32;

    /// What follows from the parameters and a batch.
    ///
    /// @param space       `[N, 2]`
    /// @param layer       `[N, L]`
    /// @param scale       `[N]`
    /// @param predictions `[B, N]`
    /// @param gradients   of `total`, by parameter
    public record Outcome(double[] space, double[] layer, double[] scale, double[] predictions, double loss,
            double regulariser, double total, Map<String, double[]> gradients) {}

    /// The positional encoding `[N, 192]`.
    public double[] encoding() {
        double[] least = new double[3];
        double[] most = new double[3];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < coordinates.length; i++) {
            least[i % 3] = Math.min(least[i % 3], coordinates[i]);
            most[i % 3] = Math.max(most[i % 3], coordinates[i]);
        }
        double range = Math.max(most[0] - least[0], Math.max(most[1] - least[1], most[2] - least[2]));
        double[] encoding = new double[coordinates.length * 2 * FREQUENCIES];
        for (int i = 0; i < coordinates.length; i++) {
            for (int k = 0; k < FREQUENCIES && most[i % 3] > least[i % 3]; k++) {
                double phase = (coordinates[i] - least[i % 3]) * 100 / range * Math.pow(1000, -k / 32.0);
                encoding[i * 2 * FREQUENCIES + 2 * k] = Math.sin(phase);
                encoding[i * 2 * FREQUENCIES + 2 * k + 1] = Math.cos(phase);
            }
        }
        return encoding;
    }

    /// Computes everything there is.
    public Outcome evaluate(PlainBatch batch, double regulariserWeight) {
        NativeSettings.apply();
        try (NDManager memory = NDManager.newBaseManager(Device.cpu(), "PyTorch"); NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            boolean before = JniUtils.isGradMode();
            JniUtils.setGradMode(true); // PyTorch keeps it by thread
            try {
                return new Graph(memory, leaves(memory)).evaluate(batch, regulariserWeight);
            } finally {
                JniUtils.setGradMode(before);
            }
        }
    }

    private Map<String, NDArray> leaves(NDManager memory) {
        Map<String, NDArray> leaves = new LinkedHashMap<>();
        shape.parameterShapes().forEach((name, axes) -> {
            // Only the first two axes of a projection's [D, C, 1, 1] are longer than 1.
            long[] lengths = Arrays.stream(axes).limit(2).asLongStream().toArray();
            NDArray leaf = memory.create(parameters.get(name), new Shape(lengths));
            leaf.setRequiresGradient(true);
            leaves.put(name, leaf);
        });
        return leaves;
    }

    private final class Graph {
        private final NDManager memory;
        private final Map<String, NDArray> leaves;

        Graph(NDManager memory, Map<String, NDArray> leaves) {
            this.memory = memory;
            this.leaves = leaves;
        }

        Outcome evaluate(PlainBatch batch, double regulariserWeight) {
            NDArray encoding = memory.create(encoding(), new Shape(shape.voxels(), Coordinates.ENCODING));
            NDArray space = selector(encoding, "space_selector_mlp").tanh();
            NDArray logLayer = selector(encoding, "layer_selector_mlp").logSoftmax(1);
            NDArray layer = logLayer.exp();
            NDArray scale = Activation.sigmoid(selector(encoding, "scale_selector_mlp"));
            NDArray predictions = predictions(batch, space, layer, scale);
            NDArray loss = smoothL1(predictions.sub(memory.create(batch.targets(), predictions.getShape())));
            NDArray regulariser = scale.sub(0.5).square().mean();
            if (shape.layers() > 1) {
                NDArray entropy = layer.mul(logLayer).sum(new int[]{1}).mean();
                regulariser = regulariser.add(times(entropy, 1 / Math.log(shape.layers())));
            }
            NDArray total = loss.add(times(regulariser, regulariserWeight));
            JniUtils.backward((PtNDArray) total, (PtNDArray) memory.create(1.0), false, false);
            Map<String, double[]> gradients = new LinkedHashMap<>();
            leaves.forEach((name, leaf) -> gradients.put(name, leaf.getGradient().toDoubleArray()));
            return new Outcome(space.toDoubleArray(), layer.toDoubleArray(), scale.toDoubleArray(),
                    predictions.toDoubleArray(), loss.getDouble(), regulariser.getDouble(), total.getDouble(),
                    gradients);
        }

        private NDArray times(NDArray array, double factor) {
            return array.mul(memory.create(factor));
        }

        private NDArray selector(NDArray encoding, String name) {
            NDArray first = Activation.gelu(linear(encoding, name + ".1"));
            NDArray second = Activation.gelu(linear(first, name + ".3"));
            return second.matMul(leaves.get(name + ".5.weight").transpose());
        }

        private NDArray linear(NDArray input, String name) {
            return input.matMul(leaves.get(name + ".weight").transpose()).add(leaves.get(name + ".bias"));
        }

        /// `[B, N]`.
        private NDArray predictions(PlainBatch batch, NDArray space, NDArray layer, NDArray scale) {
            int depth = shape.bottleneck();
            PlainSampling sampling = new PlainSampling(memory, space, nudge);
            NDArray local = memory.create(0.0);
            NDArray global = memory.create(0.0);
            for (int l = 0; l < shape.layers(); l++) {
                int channels = shape.widths()[l];
                NDArray points = memory
                        .create(batch.local().get(l), new Shape(batch.size(), channels, PlainBatch.POINTS))
                        .transpose(2, 0, 1).reshape(-1, channels)
                        .matMul(leaves.get("local_token_bottleneck." + l + ".weight").transpose())
                        .reshape(PlainBatch.POINTS, -1);
                NDArray token = memory.create(batch.global().get(l), new Shape(batch.size(), channels))
                        .matMul(leaves.get("global_token_bottleneck." + l + ".weight").transpose()).reshape(1, -1);
                NDArray share = layer.get(":, {}:{}", l, l + 1); // [N, 1]
                local = local.add(sampling.sample(points).mul(share));
                global = global.add(token.mul(share));
            }
            NDArray mixed = scale.neg().add(1).mul(local).add(scale.mul(global)) // [N, B * D]
                    .reshape(shape.voxels(), batch.size(), depth);
            NDArray readout = mixed.mul(leaves.get("weight").expandDims(1)).mean(new int[]{2});
            return readout.add(leaves.get("bias").expandDims(1)).transpose();
        }

        private NDArray smoothL1(NDArray error) {
            double[] errors = error.toDoubleArray();
            double[] near = new double[errors.length];
            double[] far = new double[errors.length];
            for (int i = 0; i < errors.length; i++) {
                near[i] = Math.abs(errors[i]) < BETA ? 1 : 0;
                far[i] = 1 - near[i];
            }
            NDArray quadratic = times(error.square(), 0.5 / BETA).mul(memory.create(near, error.getShape()));
            NDArray linear = error.abs().sub(BETA / 2).mul(memory.create(far, error.getShape()));
            return quadratic.add(linear).mean();
        }
    }
}
