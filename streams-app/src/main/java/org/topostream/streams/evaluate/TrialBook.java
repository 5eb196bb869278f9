package org.topostream.streams.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import org.topostream.factortopy.metrics.Agreement;
import org.topostream.schemas.ResponseRules;
import org.topostream.schemas.SeenRun;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.StoredBytes;

/// Brings predictions and responses together, in whatever order they come.
///
/// A prediction of a training stimulus counts only if its encoder had seen nothing of the brain's answer to it: the
/// first response that may hold some of it lies at or after the offset up to which the encoder was trained. That is
/// the first of the stimulus' own responses, or an earlier one of another stimulus that was told from volumes acquired
/// after this one's onset ([SeenRun]). Validation stimuli always count, since no encoder is trained on them. All trials
/// of a stimulus are judged by its first prediction, so that repeats never straddle.
final class TrialBook {
    static final String PREDICTIONS = "predictions";
    static final String RESPONSES = "responses";
    /// Of each stimulus, where the first response lies that may hold some of its answer.
    static final String FIRST_OFFSETS = "first-offsets";
    /// Of each run, what responses had seen of it.
    static final String SEEN_RUNS = "seen-runs";
    static final String SUMS = "sums";
    /// Sorts before every character of an id, so that a prefix ends where an id ends.
    private static final char SEPARATOR = '\u0000';

    private final KeyValueStore<String, Prediction> predictions;
    private final KeyValueStore<String, Response> responses;
    private final KeyValueStore<String, byte[]> firstOffsets;
    private final KeyValueStore<String, byte[]> seenRuns;
    private final ScoreSets scores;
    private final NoiseBook noise;

    TrialBook(ProcessorContext<String, SpecificRecord> context, Subject subject) {
        predictions = context.getStateStore(PREDICTIONS);
        responses = context.getStateStore(RESPONSES);
        firstOffsets = context.getStateStore(FIRST_OFFSETS);
        seenRuns = context.getStateStore(SEEN_RUNS);
        scores = new ScoreSets(context.getStateStore(SUMS), subject);
        noise = new NoiseBook(context.getStateStore(SUMS), subject);
    }

    ScoreSets scores() {
        return scores;
    }

    NoiseBook noise() {
        return noise;
    }

    /// The first prediction of a stimulus under a backbone counts; later ones change nothing.
    /// @return whether it changes a score, which it does where it comes behind a response
    boolean add(Prediction prediction) {
        String key = prediction.getStimulusId() + SEPARATOR + prediction.getBackbone();
        if (predictions.get(key) != null) {
            return false;
        }
        predictions.put(key, prediction);
        List<Response> earlier = responsesTo(prediction.getStimulusId());
        if (earlier.isEmpty() || !counts(prediction)) {
            return false;
        }
        Agreement agreement = scores.read(prediction.getBackbone(), prediction.getSplit());
        earlier.forEach(response -> agreement.add(values(prediction), values(response)));
        scores.write(prediction.getBackbone(), prediction.getSplit(), agreement);
        return true;
    }

    /// A response of a higher rank replaces one of a lower; the same or a lower rank changes nothing.
    /// @param offset where the response lies in its topic
    void add(Response response, long offset) {
        String key = response.getStimulusId() + SEPARATOR + response.getTrialId();
        Response before = responses.get(key);
        if (before != null && ResponseRules.rank(before) >= ResponseRules.rank(response)) {
            return;
        }
        long known = firstOffset(response.getStimulusId()).orElse(Long.MAX_VALUE);
        long first = Math.min(Math.min(known, offset), firstToHoldSomeOf(response, offset));
        if (first < known) {
            withdraw(response.getStimulusId(), known, first);
            firstOffsets.put(response.getStimulusId(), StoredBytes.of(first));
        }
        List<Response> earlier = noise.isFromRepeats() ? responsesTo(response.getStimulusId()) : List.of();
        responses.put(key, response);
        if (noise.isFromRepeats()) {
            noise.replace(earlier, responsesTo(response.getStimulusId()), () -> NoiseBook.all(responses).iterator());
        }
        for (Prediction prediction : predictionsOf(response.getStimulusId())) {
            if (counts(prediction)) {
                Agreement agreement = scores.read(prediction.getBackbone(), prediction.getSplit());
                if (before != null) {
                    agreement.remove(values(prediction), values(before));
                }
                agreement.add(values(prediction), values(response));
                scores.write(prediction.getBackbone(), prediction.getSplit(), agreement);
            }
        }
    }

    /// Where the first response lies that had seen volumes after a trial's onset, this trial's own perhaps.
    private long firstToHoldSomeOf(Response response, long offset) {
        Optional<String> run = SeenRun.runOf(response);
        if (run.isEmpty()) {
            return offset;
        }
        byte[] stored = seenRuns.get(run.get());
        SeenRun seen = SeenRun.of(stored == null ? new double[0] : StoredBytes.numbers(stored));
        if (seen.add(response, offset)) {
            seenRuns.put(run.get(), StoredBytes.of(seen.numbers()));
        }
        return seen.firstBeyond(response.getOnset()).orElse(offset);
    }

    /// Takes back what predictions counted for that turn out to have seen something of the answer: a trial whose
    /// response comes first may not be the one that was shown first.
    private void withdraw(String stimulusId, long known, long first) {
        for (Prediction prediction : predictionsOf(stimulusId)) {
            List<Response> counted = counts(prediction, known) && !counts(prediction, first)
                    ? responsesTo(stimulusId)
                    : List.of();
            if (!counted.isEmpty()) {
                Agreement agreement = scores.read(prediction.getBackbone(), prediction.getSplit());
                counted.forEach(response -> agreement.remove(values(prediction), values(response)));
                scores.write(prediction.getBackbone(), prediction.getSplit(), agreement);
            }
        }
    }

    private OptionalLong firstOffset(String stimulusId) {
        byte[] stored = firstOffsets.get(stimulusId);
        return stored == null ? OptionalLong.empty() : OptionalLong.of(StoredBytes.number(stored));
    }

    private boolean counts(Prediction prediction) {
        return counts(prediction, firstOffset(prediction.getStimulusId()).orElse(Long.MAX_VALUE));
    }

    private static boolean counts(Prediction prediction, long first) {
        return prediction.getSplit() == Split.VALIDATION || first >= prediction.getTrainedUpTo();
    }

    private List<Response> responsesTo(String stimulusId) {
        return all(responses, stimulusId);
    }

    private List<Prediction> predictionsOf(String stimulusId) {
        return all(predictions, stimulusId);
    }

    private static <V> List<V> all(KeyValueStore<String, V> store, String stimulusId) {
        List<V> values = new ArrayList<>();
        try (KeyValueIterator<String, V> found = store.range(stimulusId + SEPARATOR,
                stimulusId + (char) (SEPARATOR + 1))) {
            while (found.hasNext()) {
                KeyValue<String, V> entry = found.next();
                if (entry.key.startsWith(stimulusId + SEPARATOR)) {
                    values.add(entry.value);
                }
            }
        }
        return values;
    }

    private static float[] values(Prediction prediction) {
        return Tensors.floats(prediction.getValues());
    }

    private static float[] values(Response response) {
        return Tensors.floats(response.getValues());
    }
}
