package org.topostream.cli.subjects;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.nifti.NiftiFile;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Subject;

/// A subject whose voxels are those of a mask in a scanner's volumes: all that are not 0, x fastest. Their coordinates are
/// millimetres right, anterior and superior, and those left of 0 are of the left hemisphere.
public final class MaskedSubject {
    private static final double SAME_PLACE = 1e-3;

    private final Path file;
    private final ScannedVolume mask;
    private final int[] places;

    private MaskedSubject(Path file, ScannedVolume mask) {
        this.file = file;
        this.mask = mask;
        List<Integer> inside = new ArrayList<>();
        for (int place = 0; place < mask.values().length; place++) {
            if (mask.values()[place] != 0 && !Float.isNaN(mask.values()[place])) {
                inside.add(place);
            }
        }
        places = inside.stream().mapToInt(Integer::intValue).toArray();
    }

    /// @param name    of the subject
    /// @param mask    NIfTI
    /// @param regions masks of regions in the same volume, by name
    /// @throws BadScanException where a file cannot be read, has no voxel, or a region's is of another volume
    public static ImportedSubject read(String name, Path mask, Map<String, Path> regions) throws BadScanException {
        MaskedSubject masked = new MaskedSubject(mask, volume(mask));
        if (masked.places.length == 0) {
            throw new BadScanException(mask + ": expected a voxel that is not 0, got none");
        }
        List<Roi> rois = new ArrayList<>();
        for (Map.Entry<String, Path> region : regions.entrySet()) {
            rois.add(new Roi(region.getKey(), Tensors.int8(masked.region(region.getValue()), masked.places.length)));
        }
        float[] coordinates = masked.coordinates();
        byte[] hemispheres = new byte[masked.places.length];
        for (int voxel = 0; voxel < hemispheres.length; voxel++) {
            hemispheres[voxel] = (byte) (coordinates[3 * voxel] < 0 ? 0 : 1);
        }
        Subject subject = Subject.newBuilder().setSubject(name)
                .setCoordinates(Tensors.float32(coordinates, hemispheres.length, 3))
                .setHemispheres(Tensors.int8(hemispheres, hemispheres.length)).setRois(rois)
                .setMeasure("BOLD response, % signal change").setSource(String.valueOf(mask.getFileName())).build();
        return new ImportedSubject(subject, List.of(), List.of());
    }

    private static ScannedVolume volume(Path file) throws BadScanException {
        return NiftiFile.read(file, "mask", named -> 0);
    }

    private float[] coordinates() {
        int[] size = mask.size();
        double[] affine = mask.affine();
        float[] coordinates = new float[3 * places.length];
        for (int voxel = 0; voxel < places.length; voxel++) {
            int x = places[voxel] % size[0];
            int y = places[voxel] / size[0] % size[1];
            int z = places[voxel] / size[0] / size[1];
            for (int axis = 0; axis < 3; axis++) {
                coordinates[3 * voxel + axis] = (float) (affine[4 * axis] * x + affine[4 * axis + 1] * y
                        + affine[4 * axis + 2] * z + affine[4 * axis + 3]);
            }
        }
        return coordinates;
    }

    private byte[] region(Path region) throws BadScanException {
        ScannedVolume volume = volume(region);
        boolean same = Arrays.equals(volume.size(), mask.size());
        for (int i = 0; i < mask.affine().length && same; i++) {
            same = Math.abs(volume.affine()[i] - mask.affine()[i]) < SAME_PLACE;
        }
        if (!same) {
            throw new BadScanException(region + ": expected the size and the affine of " + file + ", "
                    + Arrays.toString(mask.size()) + ", got " + Arrays.toString(volume.size()));
        }
        byte[] inside = new byte[places.length];
        for (int voxel = 0; voxel < places.length; voxel++) {
            inside[voxel] = (byte) (volume.values()[places[voxel]] != 0 ? 1 : 0);
        }
        return inside;
    }
}
