package org.topostream.cli.subjects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.producers.subjects.HemisphereFiles;
import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.producers.subjects.SubjectFiles;
import org.topostream.producers.subjects.SubjectFolder;
import org.topostream.producers.subjects.SubjectImport;
import org.topostream.schemas.Topics;

/// Options that say which files a subject is made of.
public final class ImportOptions {
    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "A FreeSurfer subject (surf/lh.pial, ...), or a "
            + "folder as nilearn's fsaverage (pial_left.gii.gz, ...).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--subject", paramLabel = "NAME", description = "What the subject is called (default: the folder's "
            + "name).")
    private Optional<String> subject = Optional.empty();

    @Mixin
    private final SurfaceOptions surfaces = new SurfaceOptions();

    @Option(names = "--rois", paramLabel = "FILE", arity = "1..*", description = "Regions: .annot, .label or "
            + ".label.gii of a hemisphere, which its name tells (default: a FreeSurfer folder's annotations).")
    private List<Path> regions = List.of();

    @Option(names = "--noise-ceiling", paramLabel = "FILE", description = "Largest Pearson r that a single trial "
            + "allows, 0 to 1, for each vertex: GIFTI, .mgh, .npy; given once for each hemisphere, or once for the "
            + "left and then the right.")
    private List<Path> ceilings = List.of();

    @Option(names = "--mask", paramLabel = "FILE", description = "Which vertices are voxels: those in a FreeSurfer "
            + ".label, or with a value other than 0; given as --noise-ceiling is (default: all).")
    private List<Path> masks = List.of();

    @Option(names = "--measure", paramLabel = "TEXT", defaultValue = "", description = "What a response is, with its "
            + "unit.")
    private String measure = "";

    /// Reads the files.
    /// @throws IOException              where one is absent or damaged, or does not go with the others
    /// @throws IllegalArgumentException where one is missing, or voxels are not as a subject's must be
    public ImportedSubject read() throws IOException {
        String name = Topics.checked("subject", subject.or(() -> folder.map(ImportOptions::name))
                .orElseThrow(() -> new IllegalArgumentException("expected --subject NAME, or a folder")));
        return SubjectImport.open(name, files()).subject(masks, ceilings, measure);
    }

    private static String name(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return last == null ? "" : last.toString();
    }

    private SubjectFiles files() throws IOException {
        if (folder.isEmpty()) {
            return new SubjectFiles(surfaces.files(), regions, "surfaces " + surfaces.files().values().stream()
                    .flatMap(own -> own.surfaces().values().stream()).map(file -> file.getFileName().toString())
                    .sorted().collect(Collectors.joining(", ")));
        }
        SubjectFiles found = SubjectFolder.find(folder.get());
        Map<Hemisphere, HemisphereFiles> all = new EnumMap<>(found.hemispheres());
        surfaces.files().forEach((hemisphere, own) -> all.merge(hemisphere, own, HemisphereFiles::with));
        return new SubjectFiles(all, regions.isEmpty() ? found.regions() : regions, found.source());
    }
}
