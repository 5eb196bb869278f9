package org.topostream.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.topostream.schemas.VoxelValues;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Subject;

/// Some of a subject's voxels.
///
/// @param name   `all`; `left` or `right`; or a region of interest, as in the subject
/// @param level  which of these it is
/// @param voxels their numbers, ascending
public record Region(String name, Level level, int[] voxels) {

    /// What a region is a part of.
    public enum Level {
        SUBJECT,
        HEMISPHERE,
        ROI
    }

    /// The whole subject, its hemispheres where they are known, and its regions of interest in the subject's order.
    /// @throws org.topostream.schemas.serde.UnreadableRecordException where one does not fit the voxels
    public static List<Region> of(Subject subject) {
        int count = subject.getCoordinates().getShape().getFirst();
        List<Region> regions = new ArrayList<>();
        regions.add(where("all", Level.SUBJECT, count, voxel -> true));
        if (subject.getHemispheres() != null) {
            float[] sides = VoxelValues.read("hemispheres", subject.getHemispheres(), count);
            regions.add(where("left", Level.HEMISPHERE, count, voxel -> sides[voxel] == 0));
            regions.add(where("right", Level.HEMISPHERE, count, voxel -> sides[voxel] != 0));
        }
        regions.addAll(rois(subject));
        return regions;
    }

    /// The regions of interest alone.
    /// @throws org.topostream.schemas.serde.UnreadableRecordException where one does not fit the voxels
    public static List<Region> rois(Subject subject) {
        int count = subject.getCoordinates().getShape().getFirst();
        List<Region> regions = new ArrayList<>();
        for (Roi roi : subject.getRois()) {
            float[] inside = VoxelValues.read("region " + roi.getName(), roi.getVoxels(), count);
            regions.add(where(roi.getName(), Level.ROI, count, voxel -> inside[voxel] != 0));
        }
        return regions;
    }

    private static Region where(String name, Level level, int count, IntPredicate inside) {
        return new Region(name, level, IntStream.range(0, count).filter(inside).toArray());
    }

    /// The values of these voxels.
    /// @param values `[N]`
    public float[] of(float[] values) {
        float[] own = new float[voxels.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = values[voxels[i]];
        }
        return own;
    }
}
