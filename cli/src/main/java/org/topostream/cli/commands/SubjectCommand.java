package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.topostream.cli.subjects.ImportOptions;
import org.topostream.cli.subjects.StoredSurfaces;
import org.topostream.cli.subjects.SubjectPublisher;
import org.topostream.cli.subjects.SubjectText;
import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.producers.subjects.MaskedSubject;
import org.topostream.schemas.Site;
import org.topostream.schemas.Subjects;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Subject;

/// `topostream subject`.
@Command(name = "subject", mixinStandardHelpOptions = true, description = "Make subjects known, and look at them.")
final class SubjectCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
                "expected 'subject import', 'subject mask', 'subject list' or 'subject show'");
    }

    @Command(name = "import", mixinStandardHelpOptions = true, description = "Make a subject of surface files: "
            + "vertices of the pial surfaces are its voxels, the left hemisphere's first; the other surfaces are to look at.")
    int importFiles(@Mixin PlaceOptions place, @Mixin ImportOptions options,
            @Option(names = "--dry-run", description = "Read and check the files, and send nothing.") boolean dry)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return publish(place, options.read(), dry, out);
    }

    @Command(name = "mask", mixinStandardHelpOptions = true, description = "Make a subject of a mask in the scanner's "
            + "volumes: its voxels are those of the NIfTI file that are not 0.")
    int mask(@Mixin PlaceOptions place,
            @Parameters(paramLabel = "MASK", description = "A NIfTI file in the space of the scanner's volumes.") Path mask,
            @Option(names = "--subject", paramLabel = "NAME", required = true, description = "Its name.") String name,
            @Option(names = "--roi", paramLabel = "NAME=FILE", description = "A region of interest: a mask of the same "
                    + "size; may be given several times.") Map<String, Path> regions,
            @Option(names = "--dry-run", description = "Read and check the files, and send nothing.") boolean dry)
            throws IOException, InterruptedException {
        return publish(place, MaskedSubject.read(name, mask, regions == null ? Map.of() : regions), dry,
                spec.commandLine().getOut());
    }

    private static int publish(PlaceOptions place, ImportedSubject imported, boolean dry, PrintWriter out)
            throws IOException, InterruptedException {
        SubjectText.whole(out, imported.subject(), imported.surfaces());
        imported.notes().forEach(out::println);
        out.flush();
        if (!dry) {
            new SubjectPublisher(place.site()).publish(imported);
        }
        out.println("subject " + imported.subject().getSubject() + " with " + imported.surfaces().size() + " surfaces "
                + (dry ? "would be sent" : "is known"));
        out.flush();
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the subjects that are known.")
    int list(@Mixin PlaceOptions place) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Site site = place.site();
        SubjectText.head(out);
        for (Subject subject : all(site).values()) {
            SubjectText.row(out, subject, StoredSurfaces.of(site, subject.getSubject()).size());
        }
        out.flush();
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Show one subject: voxels, regions, "
            + "surfaces.")
    int show(@Mixin PlaceOptions place, @Parameters(paramLabel = "NAME", description = "Which.") String name)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Site site = place.site();
        Map<String, Subject> all = all(site);
        Subject subject = Optional.ofNullable(all.get(name)).orElseThrow(() -> new IllegalArgumentException(
                "no subject " + name + "; there are " + (all.isEmpty() ? "none" : all.keySet())));
        SubjectText.whole(out, subject, StoredSurfaces.of(site, name).values());
        out.flush();
        return 0;
    }

    /// None where nobody has made the topic yet.
    private static Map<String, Subject> all(Site site) {
        try (TopicAdmin admin = new TopicAdmin(site)) {
            if (!admin.names().contains(Topics.subjects().name())) {
                return Map.of();
            }
        }
        return Subjects.all(site);
    }
}
