package org.topostream.factortopy.encoder.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

import org.topostream.factortopy.Features;

/// Bilinear sampling as a product: the weight of grid point `i` at place `x` is `max(0, 1 - |x - i|)`, on each axis on
/// its own. Points outside of the grid count as zero.
///
/// @param points `[8]`, 0 to 7
record Tents(NDArray points) {

    static Tents create(NDManager memory) {
        return new Tents(memory.arange((float) Features.GRID));
    }

    /// Weights of the grid points, row-major, `[N, 64]`.
    /// @param space `[N, 2]`, x then y; -1 and 1 are the outer edges of the outer points (PyTorch's
    ///              `align_corners=false`)
    NDArray weights(NDArray space) {
        // ((space + 1) * 8 - 1) / 2
        NDArray place = Scalars.times(space, Features.GRID / 2.0).add((Features.GRID - 1) / 2.0);
        NDArray tents = Activation.relu(place.expandDims(2).sub(points).abs().neg().add(1)); // [N, 2, 8]
        NDArray columns = tents.get(":, 0:1, :"); // [N, 1, 8]
        NDArray rows = tents.get(":, 1, :").expandDims(2); // [N, 8, 1]
        return rows.mul(columns).reshape(new Shape(-1, FeatureBatch.POINTS));
    }
}
