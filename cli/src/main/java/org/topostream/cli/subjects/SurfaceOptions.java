package org.topostream.cli.subjects;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Option;

import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.producers.subjects.HemisphereFiles;

/// Options that name surfaces one by one, GIFTI or FreeSurfer's.
public final class SurfaceOptions {
    private static final String FILE = "FILE";

    @Option(names = "--left-pial", paramLabel = FILE, description = "Outer surface of the left hemisphere; its "
            + "vertices are voxels.")
    private Optional<Path> leftPial = Optional.empty();

    @Option(names = "--right-pial", paramLabel = FILE, description = "The same of the right hemisphere.")
    private Optional<Path> rightPial = Optional.empty();

    @Option(names = "--left-white", paramLabel = FILE, description = "White matter's surface, to look at.")
    private Optional<Path> leftWhite = Optional.empty();

    @Option(names = "--right-white", paramLabel = FILE, description = "White matter's surface, to look at.")
    private Optional<Path> rightWhite = Optional.empty();

    @Option(names = "--left-inflated", paramLabel = FILE, description = "Inflated surface, to look at.")
    private Optional<Path> leftInflated = Optional.empty();

    @Option(names = "--right-inflated", paramLabel = FILE, description = "Inflated surface, to look at.")
    private Optional<Path> rightInflated = Optional.empty();

    @Option(names = "--left-sphere", paramLabel = FILE, description = "Sphere, to look at.")
    private Optional<Path> leftSphere = Optional.empty();

    @Option(names = "--right-sphere", paramLabel = FILE, description = "Sphere, to look at.")
    private Optional<Path> rightSphere = Optional.empty();

    @Option(names = "--left-flat", paramLabel = FILE, description = "Flat surface or FreeSurfer patch, to look at.")
    private Optional<Path> leftFlat = Optional.empty();

    @Option(names = "--right-flat", paramLabel = FILE, description = "Flat surface or FreeSurfer patch, to look at.")
    private Optional<Path> rightFlat = Optional.empty();

    @Option(names = "--left-sulc", paramLabel = FILE, description = "Sulcal depth or curvature, to shade with.")
    private Optional<Path> leftSulc = Optional.empty();

    @Option(names = "--right-sulc", paramLabel = FILE, description = "Sulcal depth or curvature, to shade with.")
    private Optional<Path> rightSulc = Optional.empty();

    /// What was given, maybe nothing.
    Map<Hemisphere, HemisphereFiles> files() {
        return Map.of(Hemisphere.LEFT, files(leftPial, leftWhite, leftInflated, leftSphere, leftFlat, leftSulc),
                Hemisphere.RIGHT, files(rightPial, rightWhite, rightInflated, rightSphere, rightFlat, rightSulc));
    }

    private static HemisphereFiles files(Optional<Path> pial, Optional<Path> white, Optional<Path> inflated,
            Optional<Path> sphere, Optional<Path> flat, Optional<Path> sulc) {
        Map<String, Path> surfaces = new HashMap<>();
        pial.ifPresent(file -> surfaces.put(HemisphereFiles.PIAL, file));
        white.ifPresent(file -> surfaces.put("white", file));
        inflated.ifPresent(file -> surfaces.put("inflated", file));
        sphere.ifPresent(file -> surfaces.put("sphere", file));
        flat.ifPresent(file -> surfaces.put(HemisphereFiles.FLAT, file));
        return new HemisphereFiles(surfaces, sulc);
    }
}
