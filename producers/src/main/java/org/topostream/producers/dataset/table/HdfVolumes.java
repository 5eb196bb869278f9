package org.topostream.producers.dataset.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.topostream.producers.subjects.VoxelMask;

/// Responses of the voxels within a mask in an array `[trials, Z, Y, X]` of an HDF5 file. Of each plane along z no more
/// is read than what lies around its voxels.
public final class HdfVolumes implements Windows.Source {
    private final HdfSource file;
    private final HdfArray array;
    private final VoxelMask mask;
    private final int[] places;
    private final List<Plane> planes = new ArrayList<>();
    private final float divisor;

    /// Voxels `from` to `to` lie in it, within a rectangle.
    private record Plane(int z, int from, int to, int x, int y, int width, int height) {}

    private HdfVolumes(HdfSource file, HdfArray array, VoxelMask mask, float divisor) {
        this.file = file;
        this.array = array;
        this.mask = mask;
        this.divisor = divisor;
        places = mask.places();
        int from = 0;
        for (int voxel = 1; voxel <= places.length; voxel++) {
            if (voxel == places.length || z(voxel) != z(from)) {
                planes.add(plane(from, voxel));
                from = voxel;
            }
        }
    }

    /// @param name    of the array
    /// @param divisor of whole numbers; others are taken as they are
    /// @throws IOException where the file is absent, no such file, or of other volumes than the mask
    public static ResponseTable open(Path path, String name, VoxelMask mask, float divisor) throws IOException {
        HdfSource file = HdfSource.open(path);
        try {
            HdfArray array = file.array(name);
            int[] size = mask.size();
            long[] shape = array.shape();
            if (shape.length != 4 || shape[0] > Integer.MAX_VALUE || shape[1] != size[2] || shape[2] != size[1]
                    || shape[3] != size[0]) {
                throw new IOException(path + ": expected " + name + " [trials, " + size[2] + ", " + size[1] + ", "
                        + size[0] + "], as " + mask.file() + " has x, y and z, got " + Arrays.toString(shape));
            }
            return new Windows(new HdfVolumes(file, array, mask, array.isWhole() ? divisor : 1));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private int x(int voxel) {
        return places[voxel] % mask.size()[0];
    }

    private int y(int voxel) {
        return places[voxel] / mask.size()[0] % mask.size()[1];
    }

    private int z(int voxel) {
        return places[voxel] / mask.size()[0] / mask.size()[1];
    }

    private Plane plane(int from, int to) {
        int left = Integer.MAX_VALUE;
        int right = 0;
        for (int voxel = from; voxel < to; voxel++) {
            left = Math.min(left, x(voxel));
            right = Math.max(right, x(voxel));
        }
        return new Plane(z(from), from, to, left, y(from), right - left + 1, y(to - 1) - y(from) + 1);
    }

    @Override
    public int trials() {
        return (int) array.shape()[0];
    }

    @Override
    public int voxels() {
        return places.length;
    }

    @Override
    public int together() {
        return array.together(0);
    }

    @Override
    public float[][] read(int from, int count) throws IOException {
        float[][] trials = new float[count][places.length];
        for (Plane plane : planes) {
            float[] piece = array.read(new long[]{from, plane.z, plane.y, plane.x},
                    new int[]{count, 1, plane.height, plane.width});
            for (int voxel = plane.from; voxel < plane.to; voxel++) {
                int at = (y(voxel) - plane.y) * plane.width + x(voxel) - plane.x;
                for (int trial = 0; trial < count; trial++) {
                    trials[trial][voxel] = piece[trial * plane.height * plane.width + at] / divisor;
                }
            }
        }
        return trials;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
