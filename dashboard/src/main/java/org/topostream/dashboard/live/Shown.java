package org.topostream.dashboard.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// One stimulus: its prediction under every backbone, and the response of every trial.
final class Shown {
    private record Predicted(String trialId, long encoderVersion, float[] values) {}

    private record Measured(String trialId, long rank, float[] values) {}

    private final String stimulusId;
    private final Map<String, Predicted> predictions = new LinkedHashMap<>();
    private final SequencedMap<String, Measured> responses = new LinkedHashMap<>();

    Shown(String stimulusId) {
        this.stimulusId = stimulusId;
    }

    void predicted(String backbone, String trialId, long encoderVersion, float[] values) {
        predictions.put(backbone, new Predicted(trialId, encoderVersion, values));
    }

    /// @return whether it counts: one of the same or a lower rank changes nothing
    boolean measured(String trialId, long rank, float[] values) {
        Optional<Measured> before = Optional.ofNullable(responses.get(trialId));
        if (before.isPresent() && before.get().rank() >= rank) {
            return false;
        }
        responses.putLast(trialId, new Measured(trialId, rank, values));
        return true;
    }

    /// How many arrays of N values are kept.
    int patterns() {
        return predictions.size() + responses.size();
    }

    List<String> backbones() {
        return List.copyOf(predictions.keySet());
    }

    /// The newest response beside the prediction under this backbone, whichever is there.
    Trial trial(String backbone, long seq) {
        Optional<Predicted> predicted = Optional.ofNullable(predictions.get(backbone));
        Optional<Measured> measured = Optional.ofNullable(responses.lastEntry()).map(Map.Entry::getValue);
        double r = predicted.isPresent() && measured.isPresent()
                ? Pearson.of(predicted.get().values(), measured.get().values())
                : Double.NaN;
        String trialId = measured.map(Measured::trialId).or(() -> predicted.map(Predicted::trialId)).orElse("");
        return new Trial(seq, stimulusId, trialId, backbone, version(predicted), predicted.map(Predicted::values),
                measured.map(Measured::values), r);
    }

    /// One for each response, or one without where there is a prediction alone.
    List<VoxelTrial> of(String backbone, int voxel) {
        Optional<Predicted> predicted = Optional.ofNullable(predictions.get(backbone));
        double expected = predicted.map(pattern -> (double) pattern.values()[voxel]).orElse(Double.NaN);
        List<VoxelTrial> trials = new ArrayList<>();
        for (Measured measured : responses.values()) {
            trials.add(new VoxelTrial(stimulusId, measured.trialId(), version(predicted), expected,
                    measured.values()[voxel]));
        }
        if (trials.isEmpty() && predicted.isPresent()) {
            trials.add(new VoxelTrial(stimulusId, predicted.get().trialId(), version(predicted), expected,
                    Double.NaN));
        }
        return trials;
    }

    private static OptionalLong version(Optional<Predicted> predicted) {
        return predicted.stream().mapToLong(Predicted::encoderVersion).findFirst();
    }
}
