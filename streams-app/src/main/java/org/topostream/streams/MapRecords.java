package org.topostream.streams;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.topostream.factortopy.maps.MapValues;
import org.topostream.factortopy.maps.RoiProfile;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.RoiSummary;

/// Makes map records: values with their coverage and what they come to in every region.
public final class MapRecords {
    private final String subject;
    private final List<Region> rois;

    /// @param rois the subject's regions of interest
    public MapRecords(String subject, List<Region> rois) {
        this.subject = subject;
        this.rois = List.copyOf(rois);
    }

    /// The key under which a reader of the topic keeps the newest.
    public static String key(CorticalMap map) {
        return map.getBackbone() + "/" + map.getKind();
    }

    /// A record that lacks what only its maker knows: revision, stimulus, alignment.
    public CorticalMap.Builder of(String backbone, long encoderVersion, MapValues map, Instant now) {
        int voxels = map.values().length / map.columns();
        int[] shape = map.columns() == 1 ? new int[]{voxels} : new int[]{voxels, map.columns()};
        return CorticalMap.newBuilder().setSubject(subject).setBackbone(backbone).setKind(map.kind())
                .setValues(Tensors.float32(map.values(), shape)).setEncoderVersion(encoderVersion)
                .setUnits(map.units()).setMinimum(map.minimum()).setMaximum(map.maximum()).setColours(map.colours())
                .setColumns(map.columnNames()).setCoverage(coverage(map))
                .setRois(rois.stream().map(roi -> summary(roi, map)).toList()).setUpdatedAt(now);
    }

    /// Share of the voxels with a value, in the first column.
    private static double coverage(MapValues map) {
        int voxels = map.values().length / map.columns();
        int present = 0;
        for (int voxel = 0; voxel < voxels; voxel++) {
            present += Float.isNaN(map.values()[voxel * map.columns()]) ? 0 : 1;
        }
        return present / (double) voxels;
    }

    private static RoiSummary summary(Region roi, MapValues map) {
        RoiProfile profile = RoiProfile.of(map, roi.voxels());
        return new RoiSummary(roi.name(), profile.voxels(), boxed(profile.means()), boxed(profile.medians()));
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
