package org.topostream.factortopy.encoder;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

import org.topostream.factortopy.FloatTensor;

/// Draws the parameters an encoder starts from.
final class InitialParameters {
    /// Standard deviation of the readout's weights.
    static final double READOUT_SPREAD = 0.1;

    private InitialParameters() {}

    static Parameters draw(EncoderShape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        int inputs = 0;
        for (Map.Entry<String, int[]> parameter : shape.parameterShapes().entrySet()) {
            FloatTensor tensor = FloatTensor.zeros(parameter.getValue());
            String name = parameter.getKey();
            if (name.equals("weight")) {
                fillNormal(tensor.values(), random);
            } else if (!name.equals("bias") && !name.endsWith("_selector_mlp.5.weight")) {
                // A bias follows its matrix and shares its bound.
                inputs = name.endsWith(".bias") ? inputs : parameter.getValue()[1];
                fillUniform(tensor.values(), 1 / Math.sqrt(inputs), random);
            }
            tensors.put(name, tensor);
        }
        return new Parameters(tensors);
    }

    /// PyTorch's default for linear layers and convolutions, Kaiming uniform with `a = sqrt(5)`, comes down to a
    /// bound of `1 / sqrt(inputs)` for matrices and biases alike.
    private static void fillUniform(float[] values, double bound, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-bound, bound);
        }
    }

    private static void fillNormal(float[] values, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian(0, READOUT_SPREAD);
        }
    }
}
