package org.topostream.producers.subjects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.topostream.factortopy.surface.Hemisphere;

/// Finds a subject's files in a folder: one that FreeSurfer made (`surf/lh.pial`, `label/lh.aparc.annot`, ...), or one
/// as nilearn has its fsaverage (`pial_left.gii.gz`, `infl_left.gii.gz`, ...).
public final class SubjectFolder {
    private static final String SHADING = "sulc";
    private static final List<String> FREESURFER_FLAT = List.of("full.flat.patch.3d", "full.patch.flat",
            "cortex.patch.flat", "flat");
    private static final List<String> NILEARN_ENDINGS = List.of(".gii.gz", ".gii");

    private SubjectFolder() {}

    /// @throws IOException where there is no such folder, or it is neither
    public static SubjectFiles find(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("no such folder: " + folder);
        }
        Path surf = folder.resolve("surf");
        if (Files.exists(surf.resolve("lh.pial"))) {
            return new SubjectFiles(hemispheres(hemisphere -> name -> freeSurfer(surf, hemisphere, name)),
                    annotations(folder.resolve("label")), "FreeSurfer folder " + folder);
        }
        if (nilearn(folder, Hemisphere.LEFT, HemisphereFiles.PIAL).isPresent()) {
            return new SubjectFiles(hemispheres(hemisphere -> name -> nilearn(folder, hemisphere, name)), List.of(),
                    "folder " + folder);
        }
        throw new IOException(folder + ": expected a FreeSurfer subject (surf/lh.pial, ...) or a folder as nilearn's "
                + "fsaverage (pial_left.gii.gz, ...), got neither; name the files with --left-pial, --right-pial, ...");
    }

    private static Map<Hemisphere, HemisphereFiles> hemispheres(
            Function<Hemisphere, Function<String, Optional<Path>>> finder) {
        Map<Hemisphere, HemisphereFiles> found = new EnumMap<>(Hemisphere.class);
        for (Hemisphere hemisphere : Hemisphere.values()) {
            Function<String, Optional<Path>> file = finder.apply(hemisphere);
            Map<String, Path> surfaces = new HashMap<>();
            HemisphereFiles.NAMES.forEach(name -> file.apply(name).ifPresent(path -> surfaces.put(name, path)));
            found.put(hemisphere, new HemisphereFiles(surfaces, file.apply(SHADING)));
        }
        return found;
    }

    private static Optional<Path> freeSurfer(Path surf, Hemisphere hemisphere, String name) {
        List<String> names = name.equals(HemisphereFiles.FLAT) ? FREESURFER_FLAT : List.of(name);
        return names.stream().map(each -> surf.resolve(hemisphere.freeSurfer() + "." + each))
                .filter(Files::isRegularFile).findFirst();
    }

    private static Optional<Path> nilearn(Path folder, Hemisphere hemisphere, String name) {
        String stem = (name.equals("inflated") ? "infl" : name) + "_" + hemisphere.label();
        return NILEARN_ENDINGS.stream().map(ending -> folder.resolve(stem + ending)).filter(Files::isRegularFile)
                .findFirst();
    }

    private static List<Path> annotations(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[lr]h\\..*\\.annot")).sorted().toList();
        }
    }
}
