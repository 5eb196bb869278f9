package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.topostream.producers.dataset.table.TextRows;
import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.producers.subjects.VoxelMask;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Subject;

/// The voxels of THINGS-fMRI, as their table has them: where they lie, in which regions, and their noise ceiling. Those
/// within a mask are a subject's, in the mask's millimetres; without one those of any region, or all where there is no
/// region, by their indices in the volume.
final class ThingsVoxels {
    private static final int AXES = 3;
    private static final double PER_CENT = 100;
    private static final List<String> PLACE = List.of("voxel_x", "voxel_y", "voxel_z");
    private static final String CEILING = "nc_singletrial";
    /// Columns that are no regions.
    private static final Set<String> OTHERS = Set.of("voxel_id", "subject_id", "voxel_x", "voxel_y", "voxel_z",
            CEILING, "nc_testset", "splithalf_uncorrected", "splithalf_corrected", "prf-eccentricity",
            "prf-polarangle", "prf-rsquared", "prf-size");

    private final Path file;
    private final List<String> regions;
    private final List<Voxel> chosen = new ArrayList<>();
    private final Optional<VoxelMask> mask;
    private int all;
    private boolean ceilings;

    /// @param ceiling variance that a perfect model of a single trial explains, %
    private record Voxel(int row, int[] place, double ceiling, boolean[] inside) {}

    private ThingsVoxels(Path file, List<String> regions, Optional<VoxelMask> mask) {
        this.file = file;
        this.regions = regions;
        this.mask = mask;
    }

    /// @throws IOException where the file is absent or not as it should be, or no voxel is left
    static ThingsVoxels read(Path file, DatasetOptions options) throws IOException {
        Optional<VoxelMask> mask = options.masks().isEmpty()
                ? Optional.empty()
                : Optional.of(VoxelMask.read(options.mask("THINGS-fMRI")));
        try (TextRows rows = TextRows.csv(file)) {
            List<String> regions = rows.columns().stream().filter(column -> !OTHERS.contains(column)).toList();
            ThingsVoxels voxels = new ThingsVoxels(file, regions, mask);
            voxels.read(rows);
            if (voxels.chosen.isEmpty()) {
                throw new IOException(file + ": expected a voxel within "
                        + mask.map(each -> each.file().toString()).orElse("a region") + ", got none");
            }
            return voxels;
        }
    }

    private void read(TextRows rows) throws IOException {
        int[] places = new int[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            places[axis] = rows.column(PLACE.get(axis));
        }
        int ceiling = rows.columns().indexOf(CEILING);
        ceilings = ceiling >= 0;
        int[] columns = regions.stream().mapToInt(rows.columns()::indexOf).toArray();
        for (Optional<String[]> row = rows.next(); row.isPresent(); row = rows.next()) {
            String[] cells = row.get();
            int[] place = new int[AXES];
            for (int axis = 0; axis < AXES; axis++) {
                place[axis] = (int) number(cells[places[axis]]);
            }
            boolean[] inside = new boolean[columns.length];
            for (int region = 0; region < columns.length; region++) {
                inside[region] = number(cells[columns[region]]) != 0;
            }
            Voxel voxel = new Voxel(all, place, ceiling < 0 ? 0 : number(cells[ceiling]), inside);
            all++;
            if (isWanted(voxel)) {
                chosen.add(voxel);
            }
        }
    }

    /// A cell without a value is 0.
    private double number(String cell) throws IOException {
        String text = cell.strip();
        try {
            return text.isEmpty() || text.equalsIgnoreCase("nan") ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IOException(file + ": expected a number in row " + (all + 1) + ", got '" + cell + "'", e);
        }
    }

    private boolean isWanted(Voxel voxel) {
        if (mask.isPresent()) {
            return mask.get().has(voxel.place);
        }
        for (boolean inside : voxel.inside) {
            if (inside) {
                return true;
            }
        }
        return regions.isEmpty();
    }

    /// How many the dataset has.
    int all() {
        return all;
    }

    /// `[N]` which of the dataset's are the subject's.
    int[] rows() {
        return chosen.stream().mapToInt(Voxel::row).toArray();
    }

    ImportedSubject subject(String name, String source) {
        int count = chosen.size();
        float[] coordinates = new float[AXES * count];
        float[] ceiling = new float[count];
        for (int voxel = 0; voxel < count; voxel++) {
            int[] place = chosen.get(voxel).place;
            for (int axis = 0; axis < AXES; axis++) {
                coordinates[AXES * voxel + axis] = mask.isPresent()
                        ? mask.get().millimetres(place)[axis]
                        : place[axis];
            }
            ceiling[voxel] = (float) Math.sqrt(Math.clamp(chosen.get(voxel).ceiling / PER_CENT, 0, 1));
        }
        Subject.Builder subject = Subject.newBuilder().setSubject(name)
                .setCoordinates(Tensors.float32(coordinates, count, AXES)).setRois(rois())
                .setMeasure("single-trial beta, z-scores").setSource(source);
        if (ceilings) {
            subject.setNoiseCeiling(Tensors.float32(ceiling, count));
        }
        return new ImportedSubject(subject.build(), List.of(), List.of());
    }

    private List<Roi> rois() {
        List<Roi> rois = new ArrayList<>();
        for (int region = 0; region < regions.size(); region++) {
            byte[] inside = new byte[chosen.size()];
            for (int voxel = 0; voxel < inside.length; voxel++) {
                inside[voxel] = (byte) (chosen.get(voxel).inside[region] ? 1 : 0);
            }
            rois.add(new Roi(regions.get(region), Tensors.int8(inside, inside.length)));
        }
        return rois;
    }
}
