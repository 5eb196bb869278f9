package org.topostream.cli.bench.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.common.serialization.Deserializer;

import org.topostream.cli.parts.ExtractPart;
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
    private final BatchedBackbone backbone;
    private final Path state;
    private final String topic;
    private int rounds;

    StreamLoop(Site site, BatchedBackbone backbone, Path state) {
        this.site = site;
        this.backbone = backbone;
        this.state = state;
        topic = Topics.features(backbone.spec().name()).name();
    }

    /// Starts the stage, waits until it has computed one picture, and takes the time of all.
    Round run(List<byte[]> pictures, int threads) throws IOException, InterruptedException {
        return run(pictures, threads, 0);
    }

    /// The same with stimuli among them, evenly, that are no pictures.
    /// @param bad how many; their features are not waited for, since there are none
    Round run(List<byte[]> pictures, int threads, int bad) throws IOException, InterruptedException {
        String round = "round" + rounds++ + "-";
        double processor;
        double seconds;
        try (ExtractPart part = new ExtractPart(site, backbone, threads, state, List.of());
                TopicTail<byte[]> features = TopicTail.raw(site, topic);
                StimulusSender sender = new StimulusSender(site)) {
            part.awaitRunning(START_LIMIT);
            features.readToEnd(earlier -> {});
            send(sender, round + FIRST, pictures.getFirst());
            await(features, round, 1);
            double before = ProcessorTime.seconds();
            long start = System.nanoTime();
            for (int i = 0; i < pictures.size(); i++) {
                int already = (int) ((long) bad * i / pictures.size());
                if (already < (long) bad * (i + 1) / pictures.size()) {
                    send(sender, "bad-" + round + i, spoil(pictures.get(i), i));
                }
                send(sender, round + i, pictures.get(i));
            }
            await(features, round, pictures.size());
            seconds = (System.nanoTime() - start) / NANOSECONDS;
            processor = ProcessorTime.seconds() - before;
        }
        return new Round(seconds, Double.NaN, processor, checksum(round));
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
                if (record.key().startsWith(round) && !record.key().equals(round + FIRST)) {
                    checksum.add(deserializer.deserialize(record.topic(), record.value()));
                }
            });
        }
        return checksum.sum();
    }
}
