package org.topostream.streams.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import org.topostream.factortopy.metrics.RepeatVariance;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.VoxelValues;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.StoredBytes;

/// How far a perfect model could get: the noise ceiling that the subject came with, else one from the repeats so far,
/// which is kept as float64 sums in a store.
final class NoiseBook {
    private static final String KEY = "repeats";

    private final KeyValueStore<String, byte[]> sums;
    private final Subject subject;
    private final int voxels;

    /// A noise ceiling.
    ///
    /// @param values `[N]`, the largest Pearson r that a single trial allows a perfect model; NaN where unknown
    /// @param source `subject` or `repeats`
    record Ceiling(float[] values, String source) {}

    NoiseBook(KeyValueStore<String, byte[]> sums, Subject subject) {
        this.sums = sums;
        this.subject = subject;
        this.voxels = subject.getCoordinates().getShape().getFirst();
    }

    /// Whether it must know the responses.
    boolean isFromRepeats() {
        return subject.getNoiseCeiling() == null;
    }

    /// The trials of one stimulus have changed.
    /// @param before as they were
    /// @param after  as they are
    /// @param all    every response there is after the change, where this book has not been begun: an earlier version
    ///               of this program kept none
    void replace(List<Response> before, List<Response> after, Iterable<Response> all) {
        byte[] stored = sums.get(KEY);
        RepeatVariance variance = stored == null
                ? begin(all)
                : RepeatVariance.fromSums(voxels, StoredBytes.numbers(stored));
        if (stored != null) {
            variance.replace(values(before), values(after));
        }
        sums.put(KEY, StoredBytes.of(variance.sums()));
    }

    private RepeatVariance begin(Iterable<Response> all) {
        Map<String, List<float[]>> byStimulus = new LinkedHashMap<>();
        all.forEach(response -> byStimulus.computeIfAbsent(response.getStimulusId(), key -> new ArrayList<>())
                .add(Tensors.floats(response.getValues())));
        RepeatVariance variance = new RepeatVariance(voxels);
        byStimulus.values().forEach(trials -> variance.replace(List.of(), trials));
        return variance;
    }

    private static List<float[]> values(List<Response> responses) {
        return responses.stream().map(response -> Tensors.floats(response.getValues())).toList();
    }

    /// Nothing where the subject came without one and nothing has been repeated.
    Optional<Ceiling> ceiling() {
        if (!isFromRepeats()) {
            return Optional.of(new Ceiling(VoxelValues.read("noise ceiling", subject.getNoiseCeiling(), voxels),
                    "subject"));
        }
        byte[] stored = sums.get(KEY);
        if (stored == null) {
            return Optional.empty();
        }
        RepeatVariance variance = RepeatVariance.fromSums(voxels, StoredBytes.numbers(stored));
        return variance.degreesOfFreedom() > 0
                ? Optional.of(new Ceiling(variance.ceiling(1), "repeats"))
                : Optional.empty();
    }

    /// Everything in a store of responses.
    static List<Response> all(KeyValueStore<String, Response> responses) {
        List<Response> all = new ArrayList<>();
        try (KeyValueIterator<String, Response> found = responses.all()) {
            found.forEachRemaining(entry -> all.add(entry.value));
        }
        return all;
    }
}
