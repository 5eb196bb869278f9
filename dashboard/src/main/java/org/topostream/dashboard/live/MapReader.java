package org.topostream.dashboard.live;

import java.util.List;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Checks map records.
final class MapReader {
    private MapReader() {}

    /// @param key    of the record
    /// @param voxels N
    /// @throws UnreadableRecordException with what was expected and what came
    static VoxelMap read(String key, CorticalMap map, int voxels, long seq) {
        Topics.checked("backbone", map.getBackbone());
        String what = "map " + VoxelMap.key(map);
        if (!VoxelMap.key(map).equals(key) || map.getKind().isEmpty()) {
            throw new UnreadableRecordException(what + " has key " + key + "; expected backbone/kind");
        }
        float[] values = Tensors.floats(map.getValues());
        int columns = columns(what, map, voxels);
        if (!Double.isFinite(map.getMinimum()) || !Double.isFinite(map.getMaximum())
                || map.getMinimum() > map.getMaximum()) {
            throw new UnreadableRecordException(what + " has a scale from " + map.getMinimum() + " to "
                    + map.getMaximum() + "; expected two finite numbers, the lower one first");
        }
        CorticalMap description = CorticalMap.newBuilder(map).setValues(Tensors.float32(new float[0], 0)).build();
        return new VoxelMap(seq, description, voxels, columns, values);
    }

    private static int columns(String what, CorticalMap map, int voxels) {
        List<Integer> shape = map.getValues().getShape();
        boolean fits = (shape.size() == 1 || shape.size() == 2 && shape.getLast() > 0) && shape.getFirst() == voxels;
        int columns = shape.size() == 2 ? shape.getLast() : 1;
        if (!fits || !map.getColumns().isEmpty() && map.getColumns().size() != columns) {
            throw new UnreadableRecordException(what + " has values of shape " + shape + " and columns "
                    + map.getColumns() + "; expected [" + voxels + "] or [" + voxels
                    + ", K], with no names of columns or K");
        }
        return columns;
    }
}
