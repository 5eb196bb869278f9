package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.topostream.schemas.Backlog;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.TopicSpec;
import org.topostream.schemas.Topics;

/// `topostream topics`.
@Command(name = "topics", mixinStandardHelpOptions = true, description = "List or create topostream's topics.")
final class TopicsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected 'topics list' or 'topics create'");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List topostream's topics that there are, "
            + "with their records, and how many of them wait for a part that reads them.")
    int list(@Mixin PartOptions options) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Site site = options.site();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            Map<String, List<Backlog>> backlogs = Backlog.all(site).stream()
                    .collect(Collectors.groupingBy(Backlog::topic));
            out.printf("%-40s %10s %12s  %s%n", "topic", "partitions", "end offsets", "waiting for");
            for (String topic : admin.names()) {
                if (Topics.isOurs(topic)) {
                    Map<?, Long> ends = admin.ends(topic);
                    out.printf("%-40s %10d %12d  %s%n", topic, ends.size(),
                            ends.values().stream().mapToLong(Long::longValue).sum(),
                            backlogs.getOrDefault(topic, List.of()).stream()
                                    .map(backlog -> backlog.part() + ": " + backlog.records())
                                    .collect(Collectors.joining(", ")));
                }
            }
        }
        out.flush();
        return 0;
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Create the topics of a subject under a "
            + "backbone, those that are missing.")
    int create(@Mixin PartOptions options,
            @Option(names = "--subject", paramLabel = "NAME", required = true, description = "Whose topics.") String subject)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<TopicSpec> topics = Topics.all(subject, options.backbone().name());
        try (TopicAdmin admin = new TopicAdmin(options.site())) {
            Set<String> before = admin.names();
            Set<String> denied = admin.create(topics);
            if (!denied.isEmpty()) {
                throw new KafkaException("this user may not make the topics " + denied
                        + "; 'topostream acl operator' says what it needs");
            }
            for (TopicSpec topic : topics) {
                out.printf("%-8s %-40s key: %-20s %s, %s%n", before.contains(topic.name()) ? "present" : "created",
                        topic.name(), topic.key(),
                        topic.partitions() == 1 ? "1 partition" : topic.partitions() + " partitions",
                        topic.compacted() ? "compacted" : "kept");
            }
        }
        out.flush();
        return 0;
    }
}
