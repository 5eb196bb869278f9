package org.topostream.dashboard.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.VoxelValues;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Subject;

/// What is known of a subject before anything is measured.
///
/// @param voxels      N
/// @param coordinates `[N, 3]`
/// @param hemispheres `[N]`, 0 left, 1 right
/// @param rois        in the subject's order, each `[N]`, 1 inside
/// @param measure     what a response is, with its unit
/// @param source      where the data come from
public record Anatomy(String subject, int voxels, float[] coordinates, Optional<byte[]> hemispheres,
        Map<String, byte[]> rois, String measure, String source) {

    /// @throws org.topostream.schemas.serde.UnreadableRecordException where its labels do not fit its voxels
    static Anatomy of(Subject subject) {
        int voxels = subject.getCoordinates().getShape().getFirst();
        Optional<byte[]> hemispheres = Optional.ofNullable(subject.getHemispheres())
                .map(sides -> labels(VoxelValues.read("hemispheres", sides, voxels)));
        Map<String, byte[]> rois = new LinkedHashMap<>();
        for (Roi roi : subject.getRois()) {
            rois.put(roi.getName(), labels(VoxelValues.read("region " + roi.getName(), roi.getVoxels(), voxels)));
        }
        return new Anatomy(subject.getSubject(), voxels, Tensors.floats(subject.getCoordinates()), hemispheres, rois,
                subject.getMeasure(), subject.getSource());
    }

    private static byte[] labels(float[] values) {
        byte[] labels = new byte[values.length];
        for (int voxel = 0; voxel < labels.length; voxel++) {
            labels[voxel] = (byte) (values[voxel] == 0 ? 0 : 1);
        }
        return labels;
    }
}
