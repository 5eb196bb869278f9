package org.topostream.factortopy.encoder.internal.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.topostream.factortopy.Features;

/// The voxels that read between the same grid points: they share their corners, and so one small matrix of tokens.
/// Points outside of the grid count as zero, so a cell at the edge has fewer corners.
///
/// @param points  which tokens its voxels read: 1 to 4 grid points, row-major, then [#GLOBAL]
/// @param corners where each grid point lies: bit 0 for the right column, bit 1 for the lower row
record Cell(int[] points, int[] corners) {
    /// The index of the global token, after those of the grid points.
    static final int GLOBAL = Features.GRID * Features.GRID;
    /// Tokens of a layer.
    static final int TOKENS = GLOBAL + 1;
    /// Most tokens of a layer that a voxel reads.
    static final int MOST_POINTS = 5;
    private static final int SIDE = Features.GRID + 1;
    /// All cells; [#of] gives an index into them.
    static final List<Cell> ALL = all();

    /// A selector's -1 to 1 in grid points: -1 and 1 are the outer edges of the outer points (PyTorch's
    /// `align_corners=false`).
    static float place(float space) {
        return space * (Features.GRID / 2f) + (Features.GRID - 1) / 2f;
    }

    /// The cell of a voxel.
    /// @param x from -1 to 1
    /// @param y from -1 to 1
    static int of(float x, float y) {
        int column = (int) Math.floor(place(x));
        int row = (int) Math.floor(place(y));
        return (row + 1) * SIDE + column + 1;
    }

    private static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (int row = -1; row < Features.GRID; row++) {
            for (int column = -1; column < Features.GRID; column++) {
                cells.add(at(row, column));
            }
        }
        return List.copyOf(cells);
    }

    private static Cell at(int row, int column) {
        int[] points = new int[MOST_POINTS];
        int[] corners = new int[MOST_POINTS];
        int count = 0;
        for (int corner = 0; corner < 4; corner++) {
            int r = row + (corner >> 1);
            int c = column + (corner & 1);
            if (r >= 0 && r < Features.GRID && c >= 0 && c < Features.GRID) {
                points[count] = r * Features.GRID + c;
                corners[count++] = corner;
            }
        }
        points[count] = GLOBAL;
        return new Cell(Arrays.copyOf(points, count + 1), Arrays.copyOf(corners, count));
    }
}
