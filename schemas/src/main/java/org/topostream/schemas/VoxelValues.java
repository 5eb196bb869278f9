package org.topostream.schemas;

import org.topostream.schemas.avro.Tensor;
import org.topostream.schemas.serde.UnreadableRecordException;

/// One finite number per voxel.
public final class VoxelValues {
    private VoxelValues() {}

    /// @param what   names the values in the message
    /// @param voxels N
    /// @return `[N]`
    /// @throws UnreadableRecordException where the tensor is damaged, its size is not N, or a value is not finite
    public static float[] read(String what, Tensor tensor, int voxels) {
        float[] values = Tensors.floats(tensor);
        if (values.length != voxels) {
            throw new UnreadableRecordException(what + " has " + values.length + " values, the subject has " + voxels
                    + " voxels");
        }
        for (int voxel = 0; voxel < voxels; voxel++) {
            if (!Float.isFinite(values[voxel])) {
                throw new UnreadableRecordException(what + " has " + values[voxel] + " at voxel " + voxel
                        + "; expected a finite number");
            }
        }
        return values;
    }
}
