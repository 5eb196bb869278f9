package org.topostream.cli.status;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.topostream.cli.maps.MapText;

/// A site's status, as people read it.
public final class StatusText {
    private static final String NAMES = "  %-20s %-20s ";

    private StatusText() {}

    public static void print(SiteStatus status, PrintWriter out) {
        SiteStatus.Brokers brokers = status.brokers();
        out.printf("%s  %s%n", status.at(), status.well() ? "all is well" : "SOMETHING IS WRONG");
        out.printf("brokers    %s, controller %s, %d partitions offline, %d under-replicated%n",
                String.join(", ", brokers.nodes()), brokers.controller(), brokers.offlinePartitions(),
                brokers.underReplicated());
        out.printf("registry   %s%n", status.registry().failure().isEmpty()
                ? status.registry().url()
                : status.registry().url() + " DOES NOT ANSWER: " + status.registry().failure());
        out.printf("subjects   %s%n", listed(status.subjects().stream()
                .map(subject -> subject.name() + " (" + subject.voxels() + " voxels)").toList()));
        out.printf("backbones  %s%n%n", listed(status.backbones()));
        topics(status, out);
        encoders(status, out);
        out.println("sources");
        status.sources().forEach(source -> out.println("  " + source.subject() + "  " + source.text()
                + (source.lost() ? " LOST: it says nothing any more" : "")));
        out.println("dead letters");
        status.letters().forEach((kind, count) -> out.printf("  %-40s %8d%n", kind, count));
        out.flush();
    }

    private static void topics(SiteStatus status, PrintWriter out) {
        out.printf("%-42s %10s %12s  %s%n", "topics", "partitions", "end offsets", "waiting for");
        status.topics().forEach(topic -> out.printf("  %-40s %10d %12d  %s%n", topic.name(), topic.partitions(),
                topic.ends(), topic.waiting().entrySet().stream()
                        .map(part -> part.getKey() + ": " + part.getValue()).collect(Collectors.joining(", "))));
    }

    private static void encoders(SiteStatus status, PrintWriter out) {
        out.printf("encoders%n");
        status.encoders().forEach(encoder -> out.printf(NAMES + "v%d, %d steps (%d refused), %d trials, %s old%n",
                encoder.subject(), encoder.backbone(), encoder.version(), encoder.steps(), encoder.refusedSteps(),
                encoder.trials(), MapText.age(Duration.ofSeconds(encoder.ageSeconds()))));
        out.printf("scores%n");
        status.scores().forEach(score -> out.printf(Locale.ROOT,
                NAMES + "r %.3f over %d trials, validation r %.3f over %d, by v%d%n", score.subject(),
                score.backbone(), score.r(), score.trials(), score.validationR(), score.validationTrials(),
                score.encoderVersion()));
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
