package org.topostream.cli.bench.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.common.serialization.Deserializer;

import org.topostream.cli.parts.ExtractPart;
import org.topostream.cli.parts.Lifecycle;
import org.topostream.factortopy.backbone.BatchedBackbone;
import org.topostream.producers.ImageFile;
import org.topostream.producers.Presentation;
import org.topostream.producers.StimulusSender;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Split;

/// The same pictures through Kafka: sent to `stimuli`, read from `features.<backbone>` once they are committed.
final class StreamLoop {
    private static final String FIRST = "first";
    private static final double NANOSECONDS = 1e9;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STANDSTILL = Duration.ofMinutes(2);
    private static final Duration WAIT = Duration.ofMillis(20);

    private final Site site;
    private final List<BatchedBackbone> instances;
    private final Path state;
    private final String topic;
    private final String name;
    private final int partitions;
    private int rounds;

    StreamLoop(Site site, BatchedBackbone backbone, Path state) {
        this(site, List.of(backbone), state, "round", 1);
    }

    /// @param instances  of the same network, each for an instance of the stage; they share the stimuli
    /// @param state      where each has a folder
    /// @param name       that the stimuli's names begin with, of this loop alone
    /// @param partitions of `stimuli`, which get as many pictures each
    StreamLoop(Site site, List<BatchedBackbone> instances, Path state, String name, int partitions) {
        this.name = name;
        this.site = site;
        this.instances = List.copyOf(instances);
        this.state = state;
        this.partitions = partitions;
        topic = Topics.features(instances.getFirst().spec().name()).name();
    }

    /// Starts the stage, waits until it has computed one picture, and takes the time of all.
    Round run(List<byte[]> pictures, int threads) throws IOException, InterruptedException {
        return run(pictures, threads, 0);
    }

    /// The same with stimuli among them, evenly, that are no pictures.
    /// @param bad how many; their features are not waited for, since there are none
    Round run(List<byte[]> pictures, int threads, int bad) throws IOException, InterruptedException {
        String round = name + rounds++ + "-";
        double processor;
        double seconds;
        List<String> names = EvenNames.of(round, pictures.size(), partitions);
        List<String> firsts = EvenNames.of(round + FIRST, partitions, partitions);
        try (Lifecycle parts = new Lifecycle();
                TopicTail<byte[]> features = TopicTail.raw(site, topic);
                StimulusSender sender = new StimulusSender(site)) {
            start(parts, threads);
            features.readToEnd(earlier -> {});
            for (String first : firsts) {
                send(sender, first, pictures.getFirst());
            }
            await(features, round, firsts.size());
            double before = ProcessorTime.seconds();
            long start = System.nanoTime();
            for (int i = 0; i < pictures.size(); i++) {
                int already = (int) ((long) bad * i / pictures.size());
                if (already < (long) bad * (i + 1) / pictures.size()) {
                    send(sender, "bad-" + round + i, spoil(pictures.get(i), i));
                }
                send(sender, names.get(i), pictures.get(i));
            }
            await(features, round, pictures.size());
            seconds = (System.nanoTime() - start) / NANOSECONDS;
            processor = ProcessorTime.seconds() - before;
        }
        return new Round(seconds, Double.NaN, processor, checksum(round));
    }

    private void start(Lifecycle parts, int threads) throws InterruptedException {
        List<ExtractPart> started = new ArrayList<>();
        for (int i = 0; i < instances.size(); i++) {
            started.add(parts.add(new ExtractPart(site, instances.get(i), threads,
                    state.resolve(Integer.toString(i)), List.of())));
        }
        for (ExtractPart part : started) {
            part.awaitRunning(START_LIMIT);
        }
    }

    /// In turn cut off, and no picture from the first byte on.
    private static byte[] spoil(byte[] picture, int turn) {
        byte[] spoilt = Arrays.copyOf(picture, turn % 2 == 0 ? picture.length / 2 : picture.length);
        if (turn % 2 == 1) {
            Arrays.fill(spoilt, 0, 4, (byte) 0);
        }
        return spoilt;
    }

    private static void send(StimulusSender sender, String stimulus, byte[] picture) throws IOException {
        sender.send(new Presentation("", stimulus, Split.TRAIN), "bench", new ImageFile(picture, Optional.empty()));
    }

    /// Waits until as many features as are expected can be read.
    /// @throws IllegalStateException where a stimulus has features twice, or no more come
    private static void await(TopicTail<byte[]> features, String round, int expected) {
        Set<String> stimuli = new HashSet<>();
        long latest = System.nanoTime();
        while (stimuli.size() < expected) {
            int before = stimuli.size();
            features.poll(WAIT, record -> {
                if (!record.key().startsWith(round) || !stimuli.add(record.key())) {
                    throw new IllegalStateException("features of " + record.key() + " came where " + round
                            + "* were expected, each once");
                }
            });
            latest = stimuli.size() > before ? System.nanoTime() : latest;
            if (System.nanoTime() - latest > STANDSTILL.toNanos()) {
                throw new IllegalStateException("features of " + stimuli.size() + " of " + expected
                        + " stimuli came, and no more for " + STANDSTILL.toSeconds() + " s; the log file says more");
            }
        }
    }

    /// The features' checksum, from the topic as it is now, without the one that came before the clock was started.
    private long checksum(String round) {
        FeatureChecksum checksum = new FeatureChecksum();
        try (TopicTail<byte[]> features = TopicTail.raw(site, topic);
                Deserializer<Features> deserializer = site.deserializer()) {
            features.readToEnd(record -> {
                if (record.key().startsWith(round) && !record.key().startsWith(round + FIRST)) {
                    checksum.add(deserializer.deserialize(record.topic(), record.value()));
                }
            });
        }
        return checksum.sum();
    }
}
