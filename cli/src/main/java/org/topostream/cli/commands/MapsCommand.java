package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import javax.imageio.ImageIO;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.topostream.cli.config.Bounds;
import org.topostream.cli.maps.BrainImage;
import org.topostream.cli.maps.ExportOptions;
import org.topostream.cli.maps.MapText;
import org.topostream.cli.maps.MapWatch;
import org.topostream.cli.maps.PublishedMaps;
import org.topostream.cli.parts.BackboneChoice;
import org.topostream.cli.subjects.StoredSurfaces;
import org.topostream.schemas.Site;
import org.topostream.schemas.Subjects;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Subject;

/// `topostream maps`.
@Command(name = "maps", mixinStandardHelpOptions = true, description = "List, watch and export cortical maps, and "
        + "draw what a region reads back into an image.")
final class MapsCommand implements Runnable {
    private static final int SMALLEST_IMAGE = 8;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected 'maps list', 'maps watch', 'maps export' or "
                + "'maps image'");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the newest map of every subject, "
            + "backbone and kind.")
    int list(@Mixin PlaceOptions place,
            @Option(names = "--subject", paramLabel = "NAME", description = "Only this subject's.") Optional<String> subject)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PublishedMaps maps = new PublishedMaps(place.site());
        MapText.head(out);
        for (String name : subject.map(Set::of).orElseGet(maps::subjects)) {
            maps.newest(name).values().forEach(map -> MapText.row(out, map, Instant.now()));
        }
        out.flush();
        return 0;
    }

    @Command(name = "watch", mixinStandardHelpOptions = true, description = "Print the newest maps, and then a line "
            + "for each that comes, with its mean in every region, until Ctrl-C.")
    int watch(@Mixin PlaceOptions place,
            @Option(names = "--subject", paramLabel = "NAME", description = "Only this subject's (default: all that "
                    + "have maps).") Optional<String> subject,
            @Option(names = "--kind", paramLabel = "KIND", description = "Only maps of this kind, such as layer.") Optional<String> kind)
            throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Site site = place.site();
        Set<String> subjects = subject.map(Set::of).orElseGet(new PublishedMaps(site)::subjects);
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("nobody has maps yet; name a --subject whose maps will come");
        }
        Stay.up(out, "Watching maps of " + String.join(", ", subjects),
                parts -> parts.add(new MapWatch(site, subjects, kind, out)));
        return 0;
    }

    /// Without the usual `--version`: here it is the encoder's.
    @Command(name = "export", description = "Write a map to files that other programs open: Connectome Workbench, "
            + "FreeSurfer, nilearn, nibabel, niivue, NumPy, tables.")
    int export(@Mixin PlaceOptions place, @Mixin ExportOptions options,
            @Option(names = {"-h",
                    "--help"}, usageHelp = true, description = "Show this help message and exit.") boolean help)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        options.requireFolder();
        Site site = place.site();
        PublishedMaps maps = new PublishedMaps(site);
        String subject = maps.subject(options.subject());
        CorticalMap map = maps.find(subject, options.choice());
        for (Path written : options.write(map, known(site, subject), StoredSurfaces.of(site, subject))) {
            out.println(written);
        }
        out.flush();
        return 0;
    }

    @Command(name = "image", mixinStandardHelpOptions = true, description = "The way back from brain to image: where a "
            + "stimulus has what a region reads. Red, green and blue are the three principal components of the region's "
            + "readouts, on the network's grid of 8 by 8.")
    int image(@Mixin PlaceOptions place, @Mixin BackboneChoice backbone,
            @Option(names = "--subject", paramLabel = "NAME", required = true, description = "Whose region.") String subject,
            @Option(names = "--roi", paramLabel = "REGION", required = true, description = "Which, such as V1.") String roi,
            @Option(names = "--stimulus", paramLabel = "ID", required = true, description = "A stimulus that was shown.") String stimulus,
            @Bounds(min = 1, max = 16384, unit = "pixels") @Option(names = "--size", paramLabel = "PIXELS", defaultValue = "512", description = "Of a side, 8 or more "
                    + "(default: ${DEFAULT-VALUE}).") int size,
            @Option(names = "-o", paramLabel = "FILE.png", required = true, description = "Where to.") Path file)
            throws IOException {
        if (size < SMALLEST_IMAGE) {
            throw new ParameterException(spec.commandLine(),
                    "--size must be " + SMALLEST_IMAGE + " or more, got " + size);
        }
        ImageIO.write(BrainImage.of(place.site(), subject, backbone.name(), roi, stimulus, size), "png", file.toFile());
        spec.commandLine().getOut().println(file);
        return 0;
    }

    private static Subject known(Site site, String name) {
        return Optional.ofNullable(Subjects.all(site).get(name))
                .orElseThrow(() -> new IllegalArgumentException("no subject " + name + " in the topic 'subjects'"));
    }
}
