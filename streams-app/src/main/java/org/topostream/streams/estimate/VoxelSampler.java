package org.topostream.streams.estimate;

import java.util.Arrays;
import java.util.List;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.BadRecordException;

/// Finds a subject's voxels in volumes: those whose centres are nearest to the subject's coordinates, which are in the
/// volumes' millimetres. Not thread safe.
final class VoxelSampler {
    private static final int AXES = 3;
    private static final int NOWHERE = -1;

    private final float[] coordinates;
    private final int voxels;
    private List<Double> affine = List.of();
    private List<Integer> shape = List.of();
    private int[] places = {};

    VoxelSampler(Subject subject) {
        coordinates = Tensors.floats(subject.getCoordinates());
        voxels = coordinates.length / AXES;
    }

    /// The intensities `[N]` of a whole volume `[Z, Y, X]`, 0 for voxels that lie outside it, or of one that holds `[N]`
    /// alone as they are.
    /// @param all of the volume
    /// @throws BadRecordException where the sizes do not fit, no voxel lies in the volume, or an intensity is not finite
    float[] sample(Volume volume, float[] all) throws BadRecordException {
        List<Integer> extents = volume.getValues().getShape();
        float[] values = extents.size() == 1 ? alone(volume, all) : within(volume, extents, all);
        for (int voxel = 0; voxel < voxels; voxel++) {
            if (!Float.isFinite(values[voxel])) {
                throw new BadRecordException(name(volume) + " has " + values[voxel] + " at voxel " + voxel
                        + "; expected a finite number");
            }
        }
        return values;
    }

    private float[] alone(Volume volume, float[] all) throws BadRecordException {
        if (all.length != voxels) {
            throw new BadRecordException(
                    name(volume) + " has " + all.length + " intensities, expected [Z, Y, X] or the "
                            + voxels + " voxels of the subject");
        }
        return all;
    }

    private float[] within(Volume volume, List<Integer> extents, float[] all) throws BadRecordException {
        if (extents.size() != AXES || volume.getAffine().size() != 16) {
            throw new BadRecordException(
                    name(volume) + " has the shape " + extents + " and " + volume.getAffine().size()
                            + " numbers of an affine, expected [Z, Y, X] and 16");
        }
        if (!extents.equals(shape) || !volume.getAffine().equals(affine)) {
            places = places(volume, extents);
            shape = extents;
            affine = volume.getAffine();
        }
        float[] values = new float[voxels];
        for (int voxel = 0; voxel < voxels; voxel++) {
            values[voxel] = places[voxel] == NOWHERE ? 0 : all[places[voxel]];
        }
        return values;
    }

    private int[] places(Volume volume, List<Integer> extents) throws BadRecordException {
        double[] inverse = inverse(volume);
        int[] found = new int[voxels];
        for (int voxel = 0; voxel < voxels; voxel++) {
            int place = 0;
            for (int axis = AXES - 1; axis >= 0 && place != NOWHERE; axis--) {
                double at = inverse[4 * axis + AXES];
                for (int i = 0; i < AXES; i++) {
                    at += inverse[4 * axis + i] * coordinates[AXES * voxel + i];
                }
                long index = Math.round(at);
                int extent = extents.get(AXES - 1 - axis);
                place = index < 0 || index >= extent ? NOWHERE : place * extent + (int) index;
            }
            found[voxel] = place;
        }
        if (Arrays.stream(found).allMatch(place -> place == NOWHERE)) {
            throw new BadRecordException(name(volume) + ": none of the subject's " + voxels + " voxels lies in it; "
                    + "expected coordinates in the volume's millimetres");
        }
        return found;
    }

    /// Millimetres to indices `[3, 4]`: of the affine's 3 by 3 the inverse, by cofactors.
    private static double[] inverse(Volume volume) throws BadRecordException {
        double[] m = volume.getAffine().stream().mapToDouble(Double::doubleValue).toArray();
        double[] inverse = new double[12];
        double determinant = 0;
        for (int row = 0; row < AXES; row++) {
            for (int column = 0; column < AXES; column++) {
                int up = (column + 1) % AXES;
                int down = (column + 2) % AXES;
                int right = (row + 1) % AXES;
                int left = (row + 2) % AXES;
                inverse[4 * row + column] = m[4 * up + right] * m[4 * down + left]
                        - m[4 * up + left] * m[4 * down + right];
            }
            determinant += m[row] * inverse[4 * row];
        }
        if (!(Math.abs(determinant) > 0) || Double.isInfinite(determinant)) {
            throw new BadRecordException(
                    name(volume) + " has an affine that cannot be inverted: " + volume.getAffine());
        }
        for (int row = 0; row < AXES; row++) {
            for (int column = 0; column < AXES; column++) {
                inverse[4 * row + column] /= determinant;
                inverse[4 * row + AXES] -= inverse[4 * row + column] * m[4 * column + AXES];
            }
        }
        return inverse;
    }

    static String name(Volume volume) {
        return "volume " + volume.getNumber() + " of run " + volume.getRun();
    }
}
