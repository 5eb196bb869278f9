package org.topostream.factortopy.encoder.internal;

import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;

/// The three small networks that turn a voxel's positional encoding into its choices (section 3.2 of the paper).
///
/// @param encoding   `[N, 192]`
/// @param parameters by name; only the selectors' are read
record SelectorNetwork(NDArray encoding, Map<String, NDArray> parameters) {

    /// What every voxel chooses.
    ///
    /// @param space    `[N, 2]`, x then y, between -1 and 1
    /// @param logLayer `[N, L]`, logarithms of the layer weights
    /// @param layer    `[N, L]`
    /// @param scale    `[N, 1]`
    record Choices(NDArray space, NDArray logLayer, NDArray layer, NDArray scale) {

        /// The regulariser: how far the layer choices are from even, and the scales from one half.
        NDArray regulariser() {
            NDArray scales = scale.sub(0.5).square().mean();
            long layers = layer.getShape().get(1);
            if (layers == 1) {
                return scales; // one layer: its choice has no entropy, and log 1 would divide by 0
            }
            NDArray voxels = layer.mul(logLayer).sum(new int[]{1}).mean();
            return Scalars.times(voxels, 1 / Math.log(layers)).add(scales);
        }
    }

    Choices choices() {
        NDArray logLayer = output("layer_selector_mlp").logSoftmax(1);
        return new Choices(output("space_selector_mlp").tanh(), logLayer, logLayer.exp(),
                Activation.sigmoid(output("scale_selector_mlp")));
    }

    private NDArray output(String selector) {
        NDArray first = Activation.gelu(linear(encoding, selector + ".1"));
        NDArray second = Activation.gelu(linear(first, selector + ".3"));
        return Linear.linear(second, parameters.get(selector + ".5.weight")).singletonOrThrow();
    }

    private NDArray linear(NDArray input, String name) {
        return Linear.linear(input, parameters.get(name + ".weight"), parameters.get(name + ".bias"))
                .singletonOrThrow();
    }
}
