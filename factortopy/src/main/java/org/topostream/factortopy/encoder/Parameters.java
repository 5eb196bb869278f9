package org.topostream.factortopy.encoder;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.topostream.factortopy.FloatTensor;

/// Everything an encoder learns, by name: `space_selector_mlp.1.weight`, ..., `local_token_bottleneck.0.weight`,
/// `global_token_bottleneck.0.weight`, `weight`, `bias`. A map keeps the order in which it was given.
///
/// @param tensors name to tensor; [EncoderShape#parameterShapes] says which an encoder needs
public record Parameters(Map<String, FloatTensor> tensors) {

    public Parameters {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /// Parameters to start training from, the same for the same seed: every matrix and bias as PyTorch draws those of
    /// a linear layer, the selectors' last layers zero (so that every voxel starts at the centre, with even layer
    /// weights and a scale of one half), the readout normal, its bias zero.
    public static Parameters initial(EncoderShape shape, long seed) {
        return InitialParameters.draw(shape, seed);
    }

    /// Checks that every one can be computed with.
    /// @throws IllegalArgumentException where a value is not finite
    void requireFinite() {
        tensors.forEach((name, tensor) -> {
            float[] values = tensor.values();
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw new IllegalArgumentException("parameter " + name + ": expected finite numbers, got "
                            + values[i] + " at place " + i);
                }
            }
        });
    }

    /// Checks that these are the parameters of an encoder of that shape.
    /// @throws IllegalArgumentException where one is absent, unknown, or of another shape
    public void requireFits(EncoderShape shape) {
        Map<String, int[]> expected = shape.parameterShapes();
        if (!tensors.keySet().equals(expected.keySet())) {
            throw new IllegalArgumentException(
                    "expected the parameters " + expected.keySet() + ", got " + tensors.keySet());
        }
        expected.forEach((name, axes) -> {
            int[] found = tensors.get(name).shape();
            if (!Arrays.equals(axes, found)) {
                throw new IllegalArgumentException("parameter " + name + ": expected the shape " + Arrays.toString(axes)
                        + ", got " + Arrays.toString(found));
            }
        });
    }
}
