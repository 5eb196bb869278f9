package org.topostream.cli.bench.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.topostream.cli.bench.Spread;
import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.factortopy.backbone.BatchLimits;
import org.topostream.factortopy.backbone.BatchedBackbone;
import org.topostream.factortopy.backbone.SharedBatcher;
import org.topostream.factortopy.image.BadImageException;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.TopicSpec;
import org.topostream.schemas.Topics;

/// Measures how extraction grows with the number of instances that share the stimuli, on a network that sleeps. Every
/// instance is an instance of the stage with a batcher of its own, in one process; all use one embedded broker.
public final class ScaleBench {
    private static final double MILLISECONDS = 1e3;

    private final ScaleWorkload workload;
    private final List<byte[]> pictures;
    private final Consumer<String> told;

    /// @param pictures encoded, as many as the workload has images
    /// @param told     hears what is being done
    public ScaleBench(ScaleWorkload workload, List<byte[]> pictures, Consumer<String> told) {
        this.workload = workload;
        this.pictures = List.copyOf(pictures);
        this.told = told;
    }

    /// @param folder an empty one, for broker and registry
    /// @throws IllegalArgumentException where one of the pictures is none
    public ScaleMeasurement run(Path folder) throws IOException, InterruptedException {
        told.accept("Starting Kafka and the schema registry ...");
        Map<Integer, List<Round>> rounds = new LinkedHashMap<>();
        workload.instances().forEach(count -> rounds.put(count, new ArrayList<>()));
        long expected = expected();
        try (OpenSite open = OpenSite.open(Optional.empty(), new DataFolder(folder), Map.of())) {
            makeTopics(open.site());
            told.accept("Not counted: once with most instances ...");
            int most = workload.instances().stream().mapToInt(Integer::intValue).max().orElseThrow();
            round(open, most, "warm-up");
            for (int round = 1; round <= workload.rounds(); round++) {
                for (int count : rounds.keySet()) {
                    told.accept("Round " + round + " of " + workload.rounds() + ", instances: " + count + " ...");
                    rounds.get(count).add(round(open, count, round + "-" + count));
                }
            }
        }
        return measurement(rounds, expected);
    }

    private long expected() {
        try {
            return new BareLoop(new SleepingBackbone(Duration.ZERO)).run(pictures, 1).checksum();
        } catch (BadImageException e) {
            throw new IllegalArgumentException("expected pictures, got: " + e.getMessage(), e);
        }
    }

    private void makeTopics(Site site) {
        TopicSpec stimuli = Topics.stimuli();
        TopicSpec features = Topics.features(new SleepingBackbone(workload.anImage()).spec().name());
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(List.of(wide(stimuli), wide(features), Topics.deadLetters()));
        }
    }

    private TopicSpec wide(TopicSpec topic) {
        return new TopicSpec(topic.name(), topic.key(), workload.partitions(), topic.compacted(), topic.retentionMs());
    }

    private Round round(OpenSite open, int count, String name) throws IOException, InterruptedException {
        try (Lifecycle batchers = new Lifecycle()) {
            List<BatchedBackbone> instances = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                BatchLimits defaults = BatchLimits.defaults();
                instances.add(batchers.add(new SharedBatcher(new BatchLimits(1, defaults.deadline(), 1,
                        defaults.bytes()))).serve(new SleepingBackbone(workload.anImage())));
            }
            return new StreamLoop(open.site(), instances, open.data().state().resolve(name), "round-" + name + "-",
                    workload.partitions())
                    .run(pictures, workload.threads());
        }
    }

    private ScaleMeasurement measurement(Map<Integer, List<Round>> rounds, long expected) {
        List<Round> first = rounds.get(workload.instances().getFirst());
        List<ScaleMeasurement.Row> rows = new ArrayList<>();
        rounds.forEach((count, measured) -> rows.add(new ScaleMeasurement.Row(count,
                Spread.of(measured.stream().mapToDouble(round -> workload.images() / round.seconds()).toArray()),
                Spread.of(IntStream.range(0, measured.size())
                        .mapToDouble(i -> first.get(i).seconds() / measured.get(i).seconds()).toArray()),
                Spread.of(measured.stream().mapToDouble(
                        round -> MILLISECONDS * round.processorSeconds() / workload.images()).toArray()))));
        return new ScaleMeasurement(workload, rows, new ScaleMeasurement.Correctness(expected,
                rounds.values().stream().flatMap(List::stream).map(Round::checksum).toList()));
    }
}
