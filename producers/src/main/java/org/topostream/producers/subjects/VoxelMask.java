package org.topostream.producers.subjects;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.nifti.NiftiFile;

/// Which voxels of volumes are a subject's: all of a NIfTI file that are neither 0 nor NaN, x fastest.
public final class VoxelMask {
    private static final int AXES = 3;
    private static final double SAME_PLACE = 1e-3;

    private final Path file;
    private final int[] size;
    private final double[] affine;
    private final int[] places;

    private VoxelMask(Path file, ScannedVolume mask) {
        this.file = file;
        size = mask.size();
        affine = mask.affine();
        float[] values = mask.values();
        places = IntStream.range(0, values.length).filter(at -> values[at] != 0 && !Float.isNaN(values[at])).toArray();
    }

    /// @throws BadScanException where it cannot be read, or has no voxel
    public static VoxelMask read(Path file) throws BadScanException {
        VoxelMask mask = new VoxelMask(file, volume(file));
        if (mask.places.length == 0) {
            throw new BadScanException(file + ": expected a voxel that is not 0, got none");
        }
        return mask;
    }

    private static ScannedVolume volume(Path file) throws BadScanException {
        return NiftiFile.read(file, "mask", named -> 0);
    }

    /// N.
    public int count() {
        return places.length;
    }

    public Path file() {
        return file;
    }

    /// `[3]` voxels of the volumes along x, y and z.
    public int[] size() {
        return size.clone();
    }

    /// `[N]` where the voxels lie among the values of a volume `[Z, Y, X]`, ascending.
    public int[] places() {
        return places.clone();
    }

    /// The subject's voxels of a volume.
    /// @param volume `[Z, Y, X]`
    /// @return `[N]`
    public float[] of(float[] volume) {
        float[] inside = new float[places.length];
        for (int voxel = 0; voxel < inside.length; voxel++) {
            inside[voxel] = volume[places[voxel]];
        }
        return inside;
    }

    /// `[N, 3]` millimetres right, anterior and superior.
    public float[] coordinates() {
        float[] coordinates = new float[AXES * places.length];
        for (int voxel = 0; voxel < places.length; voxel++) {
            int[] at = {places[voxel] % size[0], places[voxel] / size[0] % size[1],
                    places[voxel] / size[0] / size[1]};
            System.arraycopy(millimetres(at), 0, coordinates, AXES * voxel, AXES);
        }
        return coordinates;
    }

    /// Where any voxel of the volumes lies.
    /// @param at its indices x, y and z
    /// @return `[3]` millimetres right, anterior and superior
    public float[] millimetres(int[] at) {
        float[] millimetres = new float[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            millimetres[axis] = (float) (affine[4 * axis] * at[0] + affine[4 * axis + 1] * at[1]
                    + affine[4 * axis + 2] * at[2] + affine[4 * axis + 3]);
        }
        return millimetres;
    }

    /// Whether a voxel of the volumes is the subject's.
    /// @param at its indices x, y and z
    public boolean has(int[] at) {
        for (int axis = 0; axis < AXES; axis++) {
            if (at[axis] < 0 || at[axis] >= size[axis]) {
                return false;
            }
        }
        return Arrays.binarySearch(places, at[0] + size[0] * (at[1] + size[1] * at[2])) >= 0;
    }

    /// `[N]` 0 left of 0 mm, else 1.
    public byte[] hemispheres() {
        float[] coordinates = coordinates();
        byte[] hemispheres = new byte[places.length];
        for (int voxel = 0; voxel < hemispheres.length; voxel++) {
            hemispheres[voxel] = (byte) (coordinates[AXES * voxel] < 0 ? 0 : 1);
        }
        return hemispheres;
    }

    /// Which voxels another mask has.
    /// @return `[N]` 1 inside, 0 outside
    /// @throws BadScanException where it cannot be read, or is of another volume
    public byte[] region(Path region) throws BadScanException {
        ScannedVolume volume = volume(region);
        if (!isOf(volume.size(), volume.affine())) {
            throw new BadScanException(region + ": expected the size and the affine of " + file + ", "
                    + Arrays.toString(size) + ", got " + Arrays.toString(volume.size()));
        }
        byte[] inside = new byte[places.length];
        for (int voxel = 0; voxel < places.length; voxel++) {
            inside[voxel] = (byte) (volume.values()[places[voxel]] != 0 ? 1 : 0);
        }
        return inside;
    }

    /// Whether volumes of this size and affine have their voxels where the mask has them.
    public boolean isOf(int[] otherSize, double[] otherAffine) {
        boolean same = Arrays.equals(otherSize, size);
        for (int i = 0; i < affine.length && same; i++) {
            same = Math.abs(otherAffine[i] - affine[i]) < SAME_PLACE;
        }
        return same;
    }
}
