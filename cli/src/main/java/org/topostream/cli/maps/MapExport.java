package org.topostream.cli.maps;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.npy.NpyFile;
import org.topostream.factortopy.surface.GiftiWriter;
import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.factortopy.surface.MghFile;
import org.topostream.factortopy.surface.Mz3File;
import org.topostream.factortopy.surface.VertexMap;
import org.topostream.factortopy.surface.VoxelTable;
import org.topostream.factortopy.surface.picture.Body;
import org.topostream.factortopy.surface.picture.ColourMap;
import org.topostream.factortopy.surface.picture.MapPicture;
import org.topostream.factortopy.surface.picture.MapStyle;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;

/// Writes a map to files.
public final class MapExport {
    private final CorticalMap map;
    private final Subject subject;
    private final SurfaceChoice choice;
    private final FloatTensor values;
    private final List<String> columns;

    /// @param stored   the subject's surfaces, by `hemisphere/name`
    /// @param farthest see [SurfaceChoice]
    /// @throws IllegalArgumentException where the map has other voxels than the subject
    public MapExport(CorticalMap map, Subject subject, Map<String, Surface> stored, double farthest) {
        this.map = map;
        this.subject = subject;
        choice = new SurfaceChoice(subject, stored, farthest);
        values = MapColumns.values(map);
        columns = MapColumns.names(map);
        int voxels = subject.getCoordinates().getShape().getFirst();
        if (values.shape().length == 0 || values.shape()[0] != voxels) {
            throw new IllegalArgumentException("map " + PublishedMaps.key(map) + " has values of shape "
                    + map.getValues().getShape() + ", expected one for each of the " + voxels + " voxels of subject "
                    + subject.getSubject());
        }
    }

    /// Writes one file, or one of each hemisphere; files that are there are replaced.
    /// @param surfaces names of stored surfaces, or files; without one, any that the subject has
    /// @param named    the file as people name it, see [ExportFormat]
    /// @return the files that were written
    /// @throws IllegalArgumentException where the format needs a surface and there is none
    public List<Path> write(ExportFormat format, List<String> surfaces, Path named) throws IOException {
        List<Target> targets = format == ExportFormat.NPY || format == ExportFormat.CSV
                ? List.of()
                : choice.targets(surfaces);
        if (!format.isOfSurface()) {
            Path file = format.file(named);
            writeVoxels(format, targets, file);
            return List.of(file);
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("subject " + subject.getSubject() + " has no surfaces, so its maps can "
                    + "be exported as npy, csv or png only; give it surfaces with 'subject import', or name files with "
                    + "--surface");
        }
        List<Path> files = new ArrayList<>();
        for (Target target : targets) {
            Path file = format.file(named, target.hemisphere());
            writeVertices(format, VertexMap.of(target.hemisphere(), values, columns, target.voxels()), file);
            files.add(file);
        }
        return files;
    }

    private static void writeVertices(ExportFormat format, VertexMap vertices, Path file) throws IOException {
        switch (format) {
            case GIFTI -> GiftiWriter.write(file, vertices);
            case MZ3 -> Mz3File.write(file, vertices);
            case MGH -> MghFile.write(file, vertices);
            case NPY, CSV, PNG -> throw new IllegalArgumentException(format + " has no vertices");
        }
    }

    private void writeVoxels(ExportFormat format, List<Target> targets, Path file) throws IOException {
        switch (format) {
            case NPY -> NpyFile.write(file, values);
            case CSV -> {
                Optional<float[]> sides = sides();
                VoxelTable.write(file, values, columns, voxel -> sides.map(side -> label(side[voxel])).orElse(""));
            }
            case PNG -> MapPicture.write(file, style(), bodies(targets), values);
            case GIFTI, MZ3, MGH -> throw new IllegalArgumentException(format + " has no voxels");
        }
    }

    private Optional<float[]> sides() {
        return Optional.ofNullable(subject.getHemispheres()).map(Tensors::floats);
    }

    private static String label(float side) {
        return side == Hemisphere.LEFT.number() ? Hemisphere.LEFT.label() : Hemisphere.RIGHT.label();
    }

    private MapStyle style() {
        List<String> caption = List.of(
                subject.getSubject() + ": " + map.getKind() + " of " + map.getBackbone() + ", encoder "
                        + map.getEncoderVersion(),
                String.format(Locale.ROOT, "revision %d, coverage %.1f %%, %s%s", map.getRevision(),
                        100 * map.getCoverage(), map.getUpdatedAt(),
                        map.getStimulusId().isEmpty() ? "" : ", stimulus " + map.getStimulusId()));
        return new MapStyle(caption, columns, map.getUnits(), map.getMinimum(), map.getMaximum(),
                ColourMap.of(map.getColours()));
    }

    /// Surfaces, or voxels as points: of each hemisphere where they are known.
    private List<Body> bodies(List<Target> targets) {
        if (!targets.isEmpty()) {
            return targets.stream().<Body>map(target -> new Body.Cortex(target.hemisphere(), target.mesh(),
                    target.voxels(), target.shading())).toList();
        }
        float[] coordinates = Tensors.floats(subject.getCoordinates());
        Optional<float[]> sides = sides();
        if (sides.isEmpty()) {
            return List.of(new Body.Cloud(Optional.empty(), coordinates,
                    IntStream.range(0, values.shape()[0]).toArray()));
        }
        List<Body> bodies = new ArrayList<>();
        for (Hemisphere hemisphere : Hemisphere.values()) {
            int[] own = IntStream.range(0, values.shape()[0])
                    .filter(voxel -> sides.get()[voxel] == hemisphere.number()).toArray();
            if (own.length > 0) {
                bodies.add(new Body.Cloud(Optional.of(hemisphere), coordinates, own));
            }
        }
        return bodies;
    }
}
