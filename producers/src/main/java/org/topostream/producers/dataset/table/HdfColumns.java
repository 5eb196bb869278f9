package org.topostream.producers.dataset.table;

import java.io.IOException;

/// Responses of chosen voxels in an array `[voxels, trials]` of an HDF5 file.
public final class HdfColumns implements Windows.Source {
    private static final int MOST_ROWS = 512;

    private final HdfSource file;
    private final HdfArray array;
    private final int[] rows;

    /// @param file  of the array, closed with this
    /// @param array `[voxels, trials]`
    /// @param rows  `[N]` of the chosen voxels, ascending
    public HdfColumns(HdfSource file, HdfArray array, int[] rows) {
        this.file = file;
        this.array = array;
        this.rows = rows.clone();
    }

    @Override
    public int trials() {
        return Math.toIntExact(array.shape()[1]);
    }

    @Override
    public int voxels() {
        return rows.length;
    }

    @Override
    public int together() {
        return array.together(1);
    }

    @Override
    public float[][] read(int from, int count) throws IOException {
        float[][] trials = new float[count][rows.length];
        int voxel = 0;
        while (voxel < rows.length) {
            int length = 1;
            while (voxel + length < rows.length && length < MOST_ROWS && rows[voxel + length] == rows[voxel] + length) {
                length++;
            }
            float[] piece = array.read(new long[]{rows[voxel], from}, new int[]{length, count});
            for (int i = 0; i < length; i++) {
                for (int trial = 0; trial < count; trial++) {
                    trials[trial][voxel + i] = piece[i * count + trial];
                }
            }
            voxel += length;
        }
        return trials;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
