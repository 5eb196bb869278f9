package org.topostream.streams.evaluate;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Tensor;
import org.topostream.streams.BadRecordException;

/// Checks one value per voxel.
final class Values {
    private Values() {}

    /// @throws BadRecordException for a wrong voxel count or a value that is not finite
    static void check(String what, Tensor tensor, int voxels) throws BadRecordException {
        float[] values = Tensors.floats(tensor);
        if (values.length != voxels) {
            throw new BadRecordException(what + " has " + values.length + " values, the subject has " + voxels
                    + " voxels");
        }
        for (int voxel = 0; voxel < voxels; voxel++) {
            if (!Float.isFinite(values[voxel])) {
                throw new BadRecordException(what + " has " + values[voxel] + " at voxel " + voxel
                        + "; expected a finite number");
            }
        }
    }
}
