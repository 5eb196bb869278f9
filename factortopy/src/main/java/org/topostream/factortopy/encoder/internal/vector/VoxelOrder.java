package org.topostream.factortopy.encoder.internal.vector;

/// The voxels sorted by cell, cut into as many stretches as there are pieces of work, each about as costly.
///
/// @param voxels the voxel at every place of the order, `[N]`
/// @param starts where each cell's voxels begin in it, `[cells + 1]`
/// @param cuts   where each piece begins in it, `[pieces + 1]`
record VoxelOrder(int[] voxels, int[] starts, int[] cuts) {

    /// The voxels as they come.
    static VoxelOrder unsorted(int count) {
        VoxelOrder order = create(count);
        for (int voxel = 0; voxel < count; voxel++) {
            order.voxels[voxel] = voxel;
        }
        for (int piece = 0; piece < order.cuts.length; piece++) {
            order.cuts[piece] = Parallel.from(piece, count);
        }
        return order;
    }

    static VoxelOrder create(int count) {
        return new VoxelOrder(new int[count], new int[Cell.ALL.size() + 1], new int[Parallel.PIECES + 1]);
    }

    /// Sorts anew.
    /// @param cells the cell of every voxel, `[N]`
    /// @param costs what a voxel costs, by cell
    void sort(int[] cells, double[] costs) {
        int[] next = new int[starts.length];
        for (int cell : cells) {
            next[cell + 1]++;
        }
        double total = 0;
        for (int cell = 0; cell < costs.length; cell++) {
            total += costs[cell] * next[cell + 1];
            next[cell + 1] += next[cell];
        }
        System.arraycopy(next, 0, starts, 0, starts.length);
        for (int voxel = 0; voxel < cells.length; voxel++) {
            voxels[next[cells[voxel]]++] = voxel;
        }
        cut(costs, total);
    }

    private void cut(double[] costs, double total) {
        int pieces = cuts.length - 1;
        int piece = 1;
        double before = 0;
        for (int cell = 0; cell < costs.length; cell++) {
            int count = starts[cell + 1] - starts[cell];
            while (piece < pieces && before + costs[cell] * count >= total * piece / pieces) {
                cuts[piece] = starts[cell] + (int) Math.round((total * piece / pieces - before) / costs[cell]);
                piece++;
            }
            before += costs[cell] * count;
        }
        while (piece <= pieces) {
            cuts[piece++] = voxels.length;
        }
    }

    /// The cell at a place of the order.
    /// @param from a cell that is not after it
    int cellAt(int place, int from) {
        int cell = from;
        while (starts[cell + 1] <= place) {
            cell++;
        }
        return cell;
    }
}
