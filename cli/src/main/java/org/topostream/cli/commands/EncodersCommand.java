package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Blob;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.encoders.EncoderFeed;
import org.topostream.schemas.encoders.PublishedEncoder;

/// `topostream encoders`.
@Command(name = "encoders", mixinStandardHelpOptions = true, description = "List the encoders that trainers have "
        + "published.")
final class EncodersCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected 'encoders list'");
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
