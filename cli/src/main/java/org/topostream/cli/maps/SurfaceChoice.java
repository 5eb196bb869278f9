package org.topostream.cli.maps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.factortopy.surface.Mesh;
import org.topostream.factortopy.surface.MeshFile;
import org.topostream.factortopy.surface.NearestVoxels;
import org.topostream.producers.subjects.SurfaceRecords;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;

/// Finds the surfaces that a map is laid on.
///
/// @param subject  whose voxels
/// @param stored   the subject's surfaces, by `hemisphere/name`
/// @param farthest how far a voxel may be from a vertex that shows it, in millimetres, where the surface is a file and
///                 none of the subject's has its vertices
record SurfaceChoice(Subject subject, Map<String, Surface> stored, double farthest) {
    /// What people like to look at first.
    private static final List<String> PREFERRED = List.of("inflated", "pial", "white", "sphere");

    /// The surfaces that are named, left before right; without a name, one of each hemisphere that the subject has.
    /// @param names of stored surfaces, or of files
    /// @throws IOException              where a file is no surface
    /// @throws IllegalArgumentException where a name is neither, or a file's hemisphere is not known
    List<Target> targets(List<String> names) throws IOException {
        Map<Hemisphere, Target> targets = new EnumMap<>(Hemisphere.class);
        for (String name : names.isEmpty() ? preferred() : names) {
            for (Target target : targets(name)) {
                if (targets.put(target.hemisphere(), target) != null) {
                    throw new IllegalArgumentException("--surface: expected one surface of the "
                            + target.hemisphere().label() + " hemisphere, got several in " + names);
                }
            }
        }
        return List.copyOf(targets.values());
    }

    private List<String> preferred() {
        return Stream.concat(PREFERRED.stream(), stored.values().stream().map(Surface::getName))
                .filter(name -> stored.values().stream().anyMatch(surface -> surface.getName().equals(name)))
                .findFirst().stream().toList();
    }

    private List<Target> targets(String name) throws IOException {
        List<Target> found = stored.values().stream()
                .filter(surface -> surface.getName().equals(name) || SurfaceRecords.key(surface).equals(name))
                .map(SurfaceChoice::recorded).toList();
        if (!found.isEmpty()) {
            return found;
        }
        Path file = Path.of(name);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("--surface: expected a surface of subject " + subject.getSubject()
                    + (stored.isEmpty() ? ", which has none," : ", " + stored.keySet() + ",")
                    + " or a file, got " + name);
        }
        return List.of(target(file));
    }

    private static Target recorded(Surface surface) {
        return new Target(Hemisphere.of(surface.getHemisphere()), SurfaceRecords.mesh(surface),
                SurfaceRecords.voxels(surface), SurfaceRecords.shading(surface));
    }

    /// Vertices of a file that has as many as the subject's own surfaces are the same vertices.
    private Target target(Path file) throws IOException {
        Hemisphere hemisphere = MeshFile.hemisphere(file).orElseThrow(() -> new IllegalArgumentException(
                "--surface: which hemisphere is " + file
                        + " of? Its name should have lh, rh, left, right, hemi-L or hemi-R in it"));
        Mesh mesh = MeshFile.read(file);
        Optional<Target> own = stored.values().stream()
                .filter(surface -> surface.getHemisphere().equals(hemisphere.label())).map(SurfaceChoice::recorded)
                .filter(target -> target.voxels().length == mesh.vertexCount()).findFirst();
        if (own.isPresent()) {
            return new Target(hemisphere, mesh, own.get().voxels(), own.get().shading());
        }
        int[] voxels = nearest(hemisphere, mesh);
        if (Arrays.stream(voxels).allMatch(voxel -> voxel < 0)) {
            throw new IllegalArgumentException(file + ": expected a surface in the space of the voxels, got none of "
                    + "its " + mesh.vertexCount() + " vertices within " + farthest + " mm of a voxel of the "
                    + hemisphere.label() + " hemisphere (--distance)");
        }
        return new Target(hemisphere, mesh, voxels, new float[0]);
    }

    private int[] nearest(Hemisphere hemisphere, Mesh mesh) {
        Optional<float[]> sides = Optional.ofNullable(subject.getHemispheres()).map(Tensors::floats);
        return new NearestVoxels(Tensors.floats(subject.getCoordinates()),
                voxel -> sides.map(side -> side[voxel] == hemisphere.number()).orElse(true), farthest)
                .of(mesh.vertices());
    }
}
