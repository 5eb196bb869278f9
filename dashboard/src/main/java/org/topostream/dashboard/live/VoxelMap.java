package org.topostream.dashboard.live;

import org.topostream.schemas.avro.CorticalMap;

/// One cortical map as it was published.
///
/// @param description the record without its values
/// @param voxels      N
/// @param columns     K, 1 or more
/// @param values      `[N, K]`, NaN where a voxel has none
public record VoxelMap(long seq, CorticalMap description, int voxels, int columns, float[] values) implements Update {

    /// backbone/kind.
    @Override
    public String key() {
        return key(description);
    }

    static String key(CorticalMap map) {
        return map.getBackbone() + "/" + map.getKind();
    }
}
