package org.topostream.trainer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.topostream.factortopy.Features;

/// Examples in memory, for learning without topics.
final class MemoryExamples implements Examples {
    private final List<Trial> trials = new ArrayList<>();
    private final List<float[]> responses = new ArrayList<>();
    private final List<Features> features = new ArrayList<>();
    private final Map<String, Integer> featuresOf = new HashMap<>();

    /// Keeps a trial; features of a stimulus that was shown before are kept once.
    Trial add(String trialId, String stimulusId, Features seen, float[] response) {
        int slot = featuresOf.computeIfAbsent(stimulusId, id -> {
            features.add(seen);
            return features.size() - 1;
        });
        Trial trial = new Trial(trialId, stimulusId, slot, responses.size());
        responses.add(response.clone());
        trials.add(trial);
        return trial;
    }

    @Override
    public int size() {
        return trials.size();
    }

    @Override
    public Trial get(int index) {
        return trials.get(index);
    }

    @Override
    public float[] response(int slot) {
        return responses.get(slot);
    }

    @Override
    public Features features(int slot) {
        return features.get(slot);
    }
}
