package org.topostream.schemas;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Tensor;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Which subjects are taken, whoever reads them.
public final class SubjectRules {
    private static final int AXES = 3;

    private SubjectRules() {}

    /// @param key   of the record
    /// @param known what is known under that name already: its voxels stay what they are
    /// @throws UnreadableRecordException with what was expected and what came
    public static void check(String key, Subject subject, Optional<Subject> known) {
        try {
            Topics.checked("subject", subject.getSubject());
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException(e.getMessage(), e);
        }
        if (!subject.getSubject().equals(key)) {
            throw new UnreadableRecordException("key " + key + " and subject " + subject.getSubject()
                    + " differ; expected the same");
        }
        String what = "subject " + subject.getSubject();
        int voxels = coordinates(what, subject.getCoordinates());
        for (Roi roi : subject.getRois()) {
            VoxelValues.read(what + ": region " + roi.getName(), roi.getVoxels(), voxels);
        }
        if (subject.getHemispheres() != null) {
            VoxelValues.read(what + ": hemispheres", subject.getHemispheres(), voxels);
        }
        if (subject.getNoiseCeiling() != null) {
            VoxelValues.read(what + ": noise ceiling", subject.getNoiseCeiling(), voxels);
        }
        if (known.isPresent() && !known.get().getCoordinates().equals(subject.getCoordinates())) {
            throw new UnreadableRecordException(what + " is known with " + known.get().getCoordinates().getShape()
                    + " coordinates of its voxels, got " + voxels + " voxels at other places; give it another name");
        }
    }

    /// @return how many voxels
    private static int coordinates(String what, Tensor coordinates) {
        List<Integer> shape = coordinates.getShape();
        if (shape.size() != 2 || shape.getFirst() < 1 || shape.getLast() != AXES) {
            throw new UnreadableRecordException(what + " has coordinates of shape " + shape
                    + ", expected [voxels, 3] with 1 voxel or more");
        }
        float[] values = Tensors.floats(coordinates);
        Map<List<Float>, Integer> places = new HashMap<>();
        for (int voxel = 0; voxel < shape.getFirst(); voxel++) {
            List<Float> place = List.of(values[AXES * voxel] + 0f, values[AXES * voxel + 1] + 0f,
                    values[AXES * voxel + 2] + 0f); // 0 and -0 are one place
            if (!place.stream().allMatch(Float::isFinite)) {
                throw new UnreadableRecordException(what + ": voxel " + voxel + " lies at " + place
                        + ", expected three finite numbers");
            }
            Integer other = places.putIfAbsent(place, voxel);
            if (other != null) {
                throw new UnreadableRecordException(what + ": voxels " + other + " and " + voxel + " both lie at "
                        + place + ", expected every voxel at a place of its own");
            }
        }
        return shape.getFirst();
    }
}
