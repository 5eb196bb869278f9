package org.topostream.producers.subjects;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.topostream.producers.scan.BadScanException;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Subject;

/// A subject whose voxels are those of a mask in a scanner's volumes. Their coordinates are millimetres right, anterior
/// and superior, and those left of 0 are of the left hemisphere.
public final class MaskedSubject {
    /// What a response is that was estimated from volumes.
    public static final String MEASURE = "BOLD response, % signal change";

    private MaskedSubject() {}

    /// @param name    of the subject
    /// @param mask    NIfTI
    /// @param regions masks of regions in the same volume, by name
    /// @throws BadScanException where a file cannot be read, has no voxel, or a region's is of another volume
    public static ImportedSubject read(String name, Path mask, Map<String, Path> regions) throws BadScanException {
        Subject subject = of(name, VoxelMask.read(mask), regions, MEASURE, String.valueOf(mask.getFileName()));
        return new ImportedSubject(subject, List.of(), List.of());
    }

    /// @param regions as in [#read]
    /// @param measure what a response is, with its unit
    /// @param source  where the subject's data come from
    public static Subject of(String name, VoxelMask mask, Map<String, Path> regions, String measure, String source)
            throws BadScanException {
        int voxels = mask.count();
        List<Roi> rois = new ArrayList<>();
        for (Map.Entry<String, Path> region : regions.entrySet()) {
            rois.add(new Roi(region.getKey(), Tensors.int8(mask.region(region.getValue()), voxels)));
        }
        return Subject.newBuilder().setSubject(name).setCoordinates(Tensors.float32(mask.coordinates(), voxels, 3))
                .setHemispheres(Tensors.int8(mask.hemispheres(), voxels)).setRois(rois).setMeasure(measure)
                .setSource(source).build();
    }
}
