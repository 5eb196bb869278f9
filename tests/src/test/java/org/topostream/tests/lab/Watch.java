package org.topostream.tests.lab;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.schemas.DeadLetterHeaders;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.ScoreSet;
import org.topostream.schemas.avro.Split;

/// Reads everything that is committed, from the first record on, while it comes; so it also knows what compaction takes
/// away later.
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration POLL = Duration.ofMillis(100);
    /// Maps that are drawn of every encoder; of the others some are drawn anew as scores change.
    static final Set<String> KINDS = Set.of("layer", "confidence", "weights", "space", "scale", "channels");

    private final TopicTail<SpecificRecord> records;
    private final TopicTail<byte[]> letters;
    private final Thread reader;
    private volatile boolean closed;

    // Guarded by this.
    private final Map<String, List<Long>> features = new HashMap<>();
    private final Map<String, List<Long>> predictions = new HashMap<>();
    private final ScoredTrials trials = new ScoredTrials();
    private final Map<String, Integer> deadLetters = new TreeMap<>();
    private final Map<String, Integer> maps = new TreeMap<>();
    private final Map<String, Long> newestMaps = new HashMap<>();
    private final NavigableMap<Long, EncoderManifest> encoders = new TreeMap<>();
    private Optional<Score> score = Optional.empty();

    Watch(Site site, String backbone) {
        String subject = FaultExperiment.SUBJECT;
        records = TopicTail.open(site, Topics.features(backbone).name(), Topics.predictions(subject).name(),
                Topics.responses(subject).name(), Topics.encoders(subject, backbone).name(),
                Topics.maps(subject).name(), Topics.scores(subject).name());
        letters = TopicTail.raw(site, Topics.deadLetters().name());
        reader = Thread.ofPlatform().name("watch").daemon().start(this::read);
    }

    private void read() {
        try (records; letters) {
            while (!closed) {
                records.poll(POLL, this::take);
                letters.poll(Duration.ZERO, this::takeLetter);
            }
        } catch (WakeupException e) {
            LOG.debug("watch ends");
        }
    }

    private synchronized void take(ConsumerRecord<String, SpecificRecord> record) {
        switch (record.value()) {
            case Features each -> features.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(checksum(each));
            case Prediction each -> {
                predictions.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(each.getTrainedUpTo());
                trials.add(each);
            }
            case Response each -> trials.add(each, record.offset());
            case EncoderPart each when each.getPart() instanceof EncoderManifest manifest ->
                encoders.put(manifest.getVersion(), manifest);
            case CorticalMap each when KINDS.contains(each.getKind()) -> {
                maps.merge(each.getKind() + " of version " + each.getEncoderVersion(), 1, Integer::sum);
                newestMaps.merge(each.getKind(), each.getEncoderVersion(), Math::max);
            }
            case Score each -> score = Optional.of(each);
            case null, default -> LOG.debug("a chunk, a map that is not counted, or a record that was removed");
        }
        notifyAll();
    }

    /// Of local and global tokens, computed here.
    private static long checksum(Features record) {
        CRC32C crc = new CRC32C();
        ByteBuffer local = record.getLocal().getData().duplicate();
        crc.update(local);
        crc.update(record.getGlobal().getData().duplicate());
        return crc.getValue();
    }

    private synchronized void takeLetter(ConsumerRecord<String, byte[]> record) {
        deadLetters.merge(record.key() + " from " + DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.STAGE),
                1,
                Integer::sum);
        notifyAll();
    }

    /// Waits until something is so.
    /// @return whether it became so in time
    synchronized boolean await(Predicate<Watch> what, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!what.test(this)) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0 || !reader.isAlive()) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    synchronized boolean isPredicted(String stimulusId) {
        return predictions.containsKey(stimulusId);
    }

    /// Whether everything that follows on a response has happened: it is scored, an encoder knows it, and that encoder's
    /// maps are drawn.
    synchronized boolean isDealtWith(Answer answer) {
        return scored() >= answer.number()
                && firstThatKnows(answer).filter(this::mapsOf).isPresent();
    }

    /// How many stimuli are predicted.
    synchronized int predicted() {
        return predictions.size();
    }

    /// How many maps have been read.
    synchronized int maps() {
        return maps.values().stream().mapToInt(Integer::intValue).sum();
    }

    private long scored() {
        return score.map(last -> last.getPrequential().getTrials() + last.getValidation().getTrials()).orElse(0L);
    }

    private Optional<Long> firstThatKnows(Answer answer) {
        return encoders.descendingMap().entrySet().stream()
                .takeWhile(encoder -> encoder.getValue().getTrainedUpTo() > answer.offset())
                .map(Map.Entry::getKey).reduce((later, earlier) -> earlier);
    }

    /// What is missing of that, for people.
    synchronized String missing(Answer answer) {
        return "trials scored: " + scored() + ", expected " + answer.number()
                + "; encoder that knows response " + answer.offset() + ": version "
                + firstThatKnows(answer).map(String::valueOf).orElse("none") + " of " + encoders.keySet().size()
                + "; newest maps: " + newestMaps;
    }

    private boolean mapsOf(long version) {
        return KINDS.stream().allMatch(kind -> newestMaps.getOrDefault(kind, -1L) >= version);
    }

    /// How many encoders have been published.
    synchronized int encoders() {
        return encoders.size();
    }

    /// Everything that was read.
    synchronized Outcome outcome() {
        return new Outcome(copy(features), copy(predictions), trials.firstResponses(), Map.copyOf(deadLetters),
                outcome(Split.TRAIN, Score::getPrequential), outcome(Split.VALIDATION, Score::getValidation),
                trials.names(), encoders.lastEntry().getValue(), Map.copyOf(maps), expectedMaps());
    }

    private Outcome.Scored outcome(Split split, Function<Score, ScoreSet> set) {
        return score.map(set).map(last -> new Outcome.Scored(last.getTrials(), trials.error(split, last)))
                .orElse(new Outcome.Scored(0, 0));
    }

    private static Map<String, List<Long>> copy(Map<String, List<Long>> lists) {
        Map<String, List<Long>> copies = new HashMap<>();
        lists.forEach((key, values) -> copies.put(key, List.copyOf(values)));
        return copies;
    }

    private Set<String> expectedMaps() {
        Set<String> expected = new TreeSet<>();
        for (long version : encoders.keySet()) {
            KINDS.forEach(kind -> expected.add(kind + " of version " + version));
        }
        return expected;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        records.wakeup();
        reader.join();
    }
}
