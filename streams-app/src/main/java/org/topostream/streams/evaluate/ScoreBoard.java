package org.topostream.streams.evaluate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.Split;
import org.topostream.streams.MapRecords;

/// What has changed since scores, and the maps of predictions, were last published; shared by the two handlers of one task,
/// which run in one thread. A task that begins says that something has, so that a restart publishes what a crash kept back.
final class ScoreBoard {
    /// Between publications of scores: so many times what the last one took, since of many voxels they take long.
    private static final long REST_TIMES = 10;
    private static final long SHORTEST_REST_MILLIS = 100;
    private static final long LONGEST_REST_MILLIS = 1000;
    private static final long REST_OF_PREDICTIONS_MILLIS = 250;
    private static final long NANOS_A_MILLISECOND = 1_000_000;

    private final MapRecords records;
    private final Map<String, Prediction> newest = new TreeMap<>();
    private boolean changed;
    private long next = Long.MIN_VALUE;
    private long nextPredicted = Long.MIN_VALUE;

    ScoreBoard(MapRecords records) {
        this.records = records;
    }

    /// What is to be published now.
    record Published(List<Score> scores, List<CorticalMap> maps) {
        boolean isEmpty() {
            return scores.isEmpty() && maps.isEmpty();
        }
    }

    void changed() {
        changed = true;
    }

    /// A stimulus was predicted; of several under one backbone the last is shown.
    void predicted(Prediction prediction) {
        newest.put(prediction.getBackbone(), prediction);
    }

    /// Nothing if nothing has changed, if the last publication was just now, or if what is kept is of another number of
    /// voxels, to which nothing is added either.
    Published publish(String subject, TrialBook book, long now) {
        List<Score> scores = new ArrayList<>();
        List<CorticalMap> maps = new ArrayList<>();
        if (!newest.isEmpty() && now >= nextPredicted) {
            newest.forEach((backbone, prediction) -> maps.add(predicted(prediction, book.scores(), now)));
            newest.clear();
            nextPredicted = now + REST_OF_PREDICTIONS_MILLIS;
        }
        if (changed && now >= next && book.scores().areOfTheseVoxels()) {
            long begin = System.nanoTime();
            Optional<NoiseBook.Ceiling> ceiling = book.noise().ceiling();
            book.scores().versions().forEach((backbone, version) -> {
                Score score = score(subject, backbone, version, book.scores(), ceiling, Instant.ofEpochMilli(now));
                scores.add(score);
                maps.addAll(maps(score, ceiling, book.scores().nextRevision(backbone)));
            });
            changed = false;
            next = now + Math.clamp(REST_TIMES * (System.nanoTime() - begin) / NANOS_A_MILLISECOND,
                    SHORTEST_REST_MILLIS, LONGEST_REST_MILLIS);
        }
        return new Published(scores, maps);
    }

    private CorticalMap predicted(Prediction prediction, ScoreSets sets, long now) {
        return records.of(prediction.getBackbone(), prediction.getEncoderVersion(), ScoreMaps.predicted(prediction),
                Instant.ofEpochMilli(now)).setRevision(sets.nextRevision(prediction.getBackbone()))
                .setStimulusId(prediction.getStimulusId()).build();
    }

    private static Score score(String subject, String backbone, long version, ScoreSets sets,
            Optional<NoiseBook.Ceiling> ceiling, Instant now) {
        Optional<float[]> highest = ceiling.map(NoiseBook.Ceiling::values);
        return Score.newBuilder().setSubject(subject).setBackbone(backbone).setEncoderVersion(version)
                .setPrequential(sets.scoreSet(backbone, Split.TRAIN, highest))
                .setValidation(sets.scoreSet(backbone, Split.VALIDATION, highest))
                .setNoiseCeiling(highest.map(values -> Tensors.float32(values, values.length)).orElse(null))
                .setNoiseCeilingSource(ceiling.map(NoiseBook.Ceiling::source).orElse(""))
                .setNoiseCeilingThreshold(ScoreSets.CEILING_THRESHOLD).setUpdatedAt(now).build();
    }

    private List<CorticalMap> maps(Score score, Optional<NoiseBook.Ceiling> ceiling, long revision) {
        return ScoreMaps.of(score.getPrequential(), ceiling).stream()
                .map(map -> records.of(score.getBackbone(), score.getEncoderVersion(), map, score.getUpdatedAt())
                        .setRevision(revision).build())
                .toList();
    }
}
