package org.topostream.streams.evaluate;

import java.util.ArrayList;
import java.util.List;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import org.topostream.factortopy.metrics.Agreement;
import org.topostream.schemas.ResponseRules;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.StoredBytes;

/// Brings predictions and responses together, in whatever order they come.
///
/// A prediction of a training stimulus counts only if its encoder had seen none of that stimulus' responses: the
/// first of them lies at or after the offset up to which the encoder was trained. Validation stimuli always count,
/// since no encoder is trained on them. All trials of a stimulus are judged by its first prediction, so that repeats
/// never straddle.
final class TrialBook {
    static final String PREDICTIONS = "predictions";
    static final String RESPONSES = "responses";
    static final String FIRST_OFFSETS = "first-offsets";
    static final String SUMS = "sums";
    /// Sorts before every character of an id, so that a prefix ends where an id ends.
    private static final char SEPARATOR = '\u0000';

    private final KeyValueStore<String, Prediction> predictions;
    private final KeyValueStore<String, Response> responses;
    private final KeyValueStore<String, byte[]> firstOffsets;
    private final ScoreSets scores;
    private final NoiseBook noise;

    TrialBook(ProcessorContext<String, SpecificRecord> context, Subject subject) {
        predictions = context.getStateStore(PREDICTIONS);
        responses = context.getStateStore(RESPONSES);
        firstOffsets = context.getStateStore(FIRST_OFFSETS);
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
        if (firstOffsets.get(response.getStimulusId()) == null) {
            firstOffsets.put(response.getStimulusId(), StoredBytes.of(offset));
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

    private boolean counts(Prediction prediction) {
        byte[] first = firstOffsets.get(prediction.getStimulusId());
        return prediction.getSplit() == Split.VALIDATION || first == null
                || StoredBytes.number(first) >= prediction.getTrainedUpTo();
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
