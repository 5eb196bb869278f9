package org.topostream.factortopy.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import org.topostream.factortopy.Features;

/// Bilinear sampling as PyTorch's `grid_sample` documents it (zero padding, `align_corners=false`): the four corners of
/// the voxel's grid cell are fetched one by one, and those outside of the grid count as zero.
///
/// Where a voxel lies exactly on a grid point, two cells meet and sampling has a kink. `floor` picks the cell, as in
/// `grid_sample`, so that the gradient is the one towards greater coordinates.
///
/// @param memory of the constants
/// @param space  `[N, 2]`, x then y
/// @param nudge  added to the place, in grid points, where the cell is picked and nowhere else: a little more or less
///               than 0 takes the gradient from a chosen side of the kinks
record PlainSampling(NDManager memory, NDArray space, double nudge) {

    /// @param tokens `[64, K]`
    /// @return `[N, K]`
    NDArray sample(NDArray tokens) {
        // ((space + 1) * 8 - 1) / 2
        NDArray place = space.add(1).mul(memory.create((double) Features.GRID)).sub(1).mul(memory.create(0.5));
        double[] places = place.toDoubleArray();
        int voxels = places.length / 2;
        double[] cells = new double[places.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Math.floor(places[i] + nudge);
        }
        NDArray fraction = place.sub(memory.create(cells, new Shape(voxels, 2)));
        NDArray sampled = memory.create(0.0);
        for (int down = 0; down < 2; down++) {
            for (int right = 0; right < 2; right++) {
                NDArray weight = share(fraction.get(":, 0:1"), right).mul(share(fraction.get(":, 1:2"), down));
                sampled = sampled.add(corner(tokens, cells, right, down).mul(weight));
            }
        }
        return sampled;
    }

    private static NDArray share(NDArray fraction, int further) {
        return further == 1 ? fraction : fraction.neg().add(1);
    }

    /// The token at one corner of every voxel's cell, zero where that is outside of the grid.
    private NDArray corner(NDArray tokens, double[] cells, int right, int down) {
        int voxels = cells.length / 2;
        long[] point = new long[voxels];
        double[] inside = new double[voxels];
        for (int n = 0; n < voxels; n++) {
            int column = (int) cells[2 * n] + right;
            int row = (int) cells[2 * n + 1] + down;
            if (column >= 0 && column < Features.GRID && row >= 0 && row < Features.GRID) {
                point[n] = (long) row * Features.GRID + column;
                inside[n] = 1;
            }
        }
        long width = tokens.getShape().get(1);
        NDArray index = memory.create(point, new Shape(voxels, 1)).broadcast(voxels, width);
        return tokens.gather(index, 0).mul(memory.create(inside, new Shape(voxels, 1)));
    }
}
