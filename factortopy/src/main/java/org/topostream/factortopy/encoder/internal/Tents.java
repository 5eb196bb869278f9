package org.topostream.factortopy.encoder.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import org.topostream.factortopy.Features;

/// Bilinear sampling as a product, on each axis on its own: the grid point before a place has the weight `1 - f` and the
/// one behind it `f`, where `f` is the distance from the point before. Points outside of the grid count as zero.
///
/// @param points `[8]`, 0 to 7
record Tents(NDArray points) {
    private static final double CENTRE = (Features.GRID - 1) / 2.0;

    static Tents create(NDManager memory) {
        return new Tents(memory.arange((float) Features.GRID));
    }

    /// Weights of the grid points, row-major, `[N, 64]`. A place on a point counts as the start of the cell behind it,
    /// and has that cell's gradient, as in PyTorch's `grid_sample`.
    /// @param space `[N, 2]`, x then y; -1 and 1 are the outer edges of the outer points (PyTorch's
    ///              `align_corners=false`)
    NDArray weights(NDArray space) {
        // The place is ((space + 1) * 8 - 1) / 2. Its fraction is taken without that sum, which would round it.
        NDArray fromCentre = Scalars.times(space, Features.GRID / 2.0).expandDims(2);
        NDArray before = fromCentre.stopGradient().add(CENTRE).floor();
        NDArray fraction = fromCentre.sub(before.sub(CENTRE));
        NDArray isBefore = points.eq(before).toType(DataType.FLOAT32, false);
        NDArray isBehind = points.eq(before.add(1)).toType(DataType.FLOAT32, false);
        NDArray tents = isBefore.add(fraction.mul(isBehind.sub(isBefore))); // [N, 2, 8]
        NDArray columns = tents.get(":, 0:1, :"); // [N, 1, 8]
        NDArray rows = tents.get(":, 1, :").expandDims(2); // [N, 8, 1]
        return rows.mul(columns).reshape(new Shape(-1, FeatureBatch.POINTS));
    }
}
