package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.topostream.cli.compare.Comparison;
import org.topostream.cli.compare.ComparisonPage;
import org.topostream.cli.compare.ComparisonText;
import org.topostream.cli.config.Bounds;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Blob;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.encoders.EncoderFeed;
import org.topostream.schemas.encoders.PublishedEncoder;

/// `topostream encoders`.
@Command(name = "encoders", mixinStandardHelpOptions = true, description = "List the encoders that trainers have "
        + "published, and compare them.")
final class EncodersCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected 'encoders list' or 'encoders compare'");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the newest encoder of every subject "
            + "and backbone.")
    int list(@Mixin PartOptions options) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Site site = options.site();
        out.printf("%-20s %-20s %8s %8s %8s %10s  %s%n", "subject", "backbone", "version", "steps", "trials", "bytes",
                "published");
        try (TopicAdmin admin = new TopicAdmin(site)) {
            for (String topic : admin.names()) {
                Optional<Topics.EncoderTopic> names = Topics.encoderTopic(topic);
                if (names.isPresent()) {
                    newest(site, names.get()).ifPresent(manifest -> print(out, manifest));
                }
            }
        }
        out.flush();
        return 0;
    }

    @Command(name = "compare", mixinStandardHelpOptions = true, description = {
            "Lay encoders of one subject beside each other: scores, a ridge regression on the same features, layers and "
                    + "scales of every region, alignment with the visual hierarchy, learning curves over images seen, and how "
                    + "far voxels' layers lie from the first encoder's.",
            "Two networks, or one before and after fine-tuning, or two versions of one encoder."})
    int compare(@Mixin PlaceOptions place,
            @Option(names = "--subject", paramLabel = "NAME", required = true, description = "Whose.") String subject,
            @Bounds(min = 1) @Option(names = "--stretch", paramLabel = "N", defaultValue = "100", description = "Trials in each point of "
                    + "the learning curves (default: ${DEFAULT-VALUE}).") int stretch,
            @Option(names = "--no-ridge", description = "Leave the ridge regression out; it takes long where there are "
                    + "many voxels.") boolean noRidge,
            @Option(names = "--json", paramLabel = "FILE", description = "Write all of it as JSON.") Optional<Path> json,
            @Option(names = "--html", paramLabel = "FILE", description = "Write a page with the figures.") Optional<Path> html,
            @Parameters(arity = "2..*", paramLabel = "ENCODER", description = "BACKBONE, its newest encoder, or "
                    + "BACKBONE@VERSION.") List<String> encoders)
            throws IOException {
        if (stretch < 2) {
            throw new ParameterException(spec.commandLine(), "--stretch must be 2 or more, got " + stretch);
        }
        Comparison comparison = Comparison.of(place.site(), subject, encoders, stretch, !noRidge);
        PrintWriter out = spec.commandLine().getOut();
        out.print(ComparisonText.of(comparison));
        out.flush();
        if (json.isPresent()) {
            Files.writeString(json.get(), new ObjectMapper().writeValueAsString(comparison));
        }
        if (html.isPresent()) {
            Files.writeString(html.get(), ComparisonPage.of(comparison));
        }
        return 0;
    }

    private static Optional<EncoderManifest> newest(Site site, Topics.EncoderTopic names) {
        try (EncoderFeed feed = new EncoderFeed(site, names.subject(), names.backbone(), Set.of())) {
            return feed.latest().map(PublishedEncoder::manifest);
        }
    }

    private static void print(PrintWriter out, EncoderManifest manifest) {
        out.printf("%-20s %-20s %8d %8d %8d %10d  %s%n", manifest.getSubject(), manifest.getBackbone(),
                manifest.getVersion(), manifest.getSteps(), manifest.getTrials(),
                manifest.getBlobs().stream().mapToLong(Blob::getBytes).sum(), manifest.getPublishedAt());
    }
}
