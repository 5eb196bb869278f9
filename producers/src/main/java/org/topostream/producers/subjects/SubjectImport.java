package org.topostream.producers.subjects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.factortopy.surface.Mesh;
import org.topostream.factortopy.surface.MeshFile;
import org.topostream.factortopy.surface.VertexFile;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;

/// Makes a subject of surface files: its voxels are vertices of the pial surfaces, the left hemisphere's first.
public final class SubjectImport {
    private static final int AXES = 3;

    private final String name;
    private final SubjectFiles files;
    private final Map<Hemisphere, Map<String, Mesh>> meshes = new EnumMap<>(Hemisphere.class);
    private final Map<Hemisphere, Integer> vertices = new EnumMap<>(Hemisphere.class);

    private SubjectImport(String name, SubjectFiles files) {
        this.name = name;
        this.files = files;
    }

    /// Reads all surfaces.
    /// @throws IOException where a file is absent or damaged, or surfaces of one hemisphere have other numbers of
    ///                     vertices
    public static SubjectImport open(String name, SubjectFiles files) throws IOException {
        SubjectImport opened = new SubjectImport(name, files);
        for (Map.Entry<Hemisphere, HemisphereFiles> each : files.hemispheres().entrySet()) {
            opened.readSurfaces(each.getKey(), each.getValue());
        }
        return opened;
    }

    private void readSurfaces(Hemisphere hemisphere, HemisphereFiles own) throws IOException {
        Map<String, Mesh> read = new LinkedHashMap<>();
        Mesh pial = MeshFile.read(own.surfaces().get(HemisphereFiles.PIAL)).outward();
        for (Map.Entry<String, Path> surface : own.surfaces().entrySet()) {
            Mesh mesh = switch (surface.getKey()) {
                case HemisphereFiles.PIAL -> pial;
                case HemisphereFiles.FLAT -> MeshFile.readFlat(surface.getValue(), pial);
                default -> MeshFile.read(surface.getValue()).outward();
            };
            if (mesh.vertexCount() != pial.vertexCount()) {
                throw new IOException(surface.getValue() + ": expected " + pial.vertexCount()
                        + " vertices, as the pial surface of the " + hemisphere.label() + " hemisphere has, got "
                        + mesh.vertexCount());
            }
            read.put(surface.getKey(), mesh);
        }
        meshes.put(hemisphere, read);
        vertices.put(hemisphere, pial.vertexCount());
    }

    /// @param masks    files that say which vertices are voxels; none means all
    /// @param ceilings files of the noise ceiling, a Pearson r from 0 to 1 for each vertex or voxel; none means none
    /// @param measure  what a response is, with its unit
    public ImportedSubject subject(List<Path> masks, List<Path> ceilings, String measure) throws IOException {
        VoxelNumbers numbers = masks.isEmpty()
                ? VoxelNumbers.all(vertices)
                : VoxelNumbers.of(new HemisphereValues("--mask", vertices).read(masks));
        Subject.Builder subject = subject(numbers, measure);
        List<String> notes = new ArrayList<>();
        if (!ceilings.isEmpty()) {
            NoiseCeiling ceiling = NoiseCeiling.read(ceilings, numbers, vertices);
            ceiling.note().ifPresent(notes::add);
            subject.setNoiseCeiling(Tensors.float32(ceiling.values(), numbers.count()));
        }
        return new ImportedSubject(subject.build(), surfaces(numbers), notes);
    }

    /// @param mask    which vertices are voxels: `[V]` of either hemisphere, neither 0 nor NaN inside
    /// @param regions of those voxels, beside those of the files
    /// @param measure what a response is, with its unit
    /// @throws IOException where a hemisphere's surfaces have another V than its mask
    public ImportedSubject subject(Map<Hemisphere, float[]> mask, List<Roi> regions, String measure)
            throws IOException {
        for (Hemisphere hemisphere : Hemisphere.values()) {
            if (mask.get(hemisphere).length != vertices.get(hemisphere)) {
                throw new IOException(files.source() + ": expected " + mask.get(hemisphere).length
                        + " vertices of the " + hemisphere.label() + " hemisphere, got " + vertices.get(hemisphere));
            }
        }
        VoxelNumbers numbers = VoxelNumbers.of(mask);
        Subject.Builder subject = subject(numbers, measure);
        List<Roi> all = new ArrayList<>(regions);
        all.addAll(subject.getRois());
        return new ImportedSubject(subject.setRois(all).build(), surfaces(numbers), List.of());
    }

    private Subject.Builder subject(VoxelNumbers numbers, String measure) throws IOException {
        float[] coordinates = coordinates(numbers);
        requireApart(coordinates, numbers);
        RegionSet regions = new RegionSet(vertices);
        for (Path file : files.regions()) {
            regions.add(file);
        }
        return Subject.newBuilder().setSubject(name)
                .setCoordinates(Tensors.float32(coordinates, numbers.count(), AXES))
                .setHemispheres(Tensors.int8(hemispheres(numbers), numbers.count())).setRois(regions.rois(numbers))
                .setMeasure(measure).setSource(files.source());
    }

    private float[] coordinates(VoxelNumbers numbers) {
        float[] coordinates = new float[AXES * numbers.count()];
        meshes.forEach((hemisphere, surfaces) -> {
            float[] places = surfaces.get(HemisphereFiles.PIAL).vertices();
            int[] own = numbers.of(hemisphere);
            for (int vertex = 0; vertex < own.length; vertex++) {
                if (own[vertex] >= 0) {
                    System.arraycopy(places, AXES * vertex, coordinates, AXES * own[vertex], AXES);
                }
            }
        });
        return coordinates;
    }

    /// Whoever reads subjects refuses one with two voxels at one place ([org.topostream.schemas.SubjectRules]); here it
    /// can be said which vertices they are.
    private void requireApart(float[] coordinates, VoxelNumbers numbers) {
        Map<List<Float>, Integer> places = new HashMap<>();
        for (int voxel = 0; voxel < numbers.count(); voxel++) {
            List<Float> place = List.of(coordinates[AXES * voxel] + 0f, coordinates[AXES * voxel + 1] + 0f,
                    coordinates[AXES * voxel + 2] + 0f); // 0 and -0 are one place
            Integer other = places.putIfAbsent(place, voxel);
            if (other != null) {
                throw new IllegalArgumentException("expected every vertex of the pial surfaces at a place of its own, "
                        + "got " + numbers.describe(other) + " and " + numbers.describe(voxel) + " both at " + place
                        + "; leave one out with --mask, or give each hemisphere its own file");
            }
        }
    }

    private byte[] hemispheres(VoxelNumbers numbers) {
        byte[] hemispheres = new byte[numbers.count()];
        for (Hemisphere hemisphere : Hemisphere.values()) {
            for (int voxel : numbers.of(hemisphere)) {
                if (voxel >= 0) {
                    hemispheres[voxel] = (byte) hemisphere.number();
                }
            }
        }
        return hemispheres;
    }

    private List<Surface> surfaces(VoxelNumbers numbers) throws IOException {
        List<Surface> surfaces = new ArrayList<>();
        for (Hemisphere hemisphere : meshes.keySet()) {
            Optional<float[]> shading = shading(hemisphere);
            meshes.get(hemisphere).forEach((surface, mesh) -> surfaces.add(SurfaceRecords.of(name, hemisphere, surface,
                    mesh, numbers.of(hemisphere), shading,
                    files.hemispheres().get(hemisphere).surfaces().get(surface).getFileName().toString())));
        }
        return surfaces;
    }

    private Optional<float[]> shading(Hemisphere hemisphere) throws IOException {
        Optional<Path> file = files.hemispheres().get(hemisphere).shading();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        FloatTensor values = VertexFile.read(file.get());
        if (values.values().length != vertices.get(hemisphere)) {
            throw new IOException(file.get() + ": expected " + vertices.get(hemisphere)
                    + " values, one for each vertex of the " + hemisphere.label() + " hemisphere, got "
                    + values.values().length);
        }
        return Optional.of(values.values());
    }
}
