package org.topostream.dashboard.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

import org.topostream.schemas.ResponseRules;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;

/// The last stimuli that were predicted or measured; the one whose last news is oldest goes first.
public final class TrialMemory {
    private static final int STIMULI = 200;
    private static final long BYTES = 64L * 1024 * 1024;

    private final long mostPatterns;
    private final SequencedMap<String, Shown> stimuli = new LinkedHashMap<>();
    private final Map<String, Trial> newest = new TreeMap<>();

    TrialMemory(int voxels) {
        mostPatterns = BYTES / ((long) Float.BYTES * voxels);
    }

    /// @param values `[N]`
    synchronized Trial predicted(Prediction prediction, float[] values, long seq) {
        Shown shown = shown(prediction.getStimulusId());
        shown.predicted(prediction.getBackbone(), prediction.getTrialId(), prediction.getEncoderVersion(), values);
        forget();
        return kept(shown.trial(prediction.getBackbone(), seq));
    }

    /// @param values `[N]`
    /// @return one for every backbone that has predicted it, one without a prediction where none has; none where the
    ///         response changes nothing
    synchronized List<Trial> measured(Response response, float[] values, LongSupplier seq) {
        Shown shown = shown(response.getStimulusId());
        List<Trial> trials = new ArrayList<>();
        if (shown.measured(response.getTrialId(), ResponseRules.rank(response), values)) {
            List<String> backbones = shown.backbones().isEmpty() ? List.of("") : shown.backbones();
            backbones.forEach(backbone -> trials.add(kept(shown.trial(backbone, seq.getAsLong()))));
        }
        forget();
        return trials;
    }

    private Shown shown(String stimulusId) {
        Shown shown = stimuli.containsKey(stimulusId) ? stimuli.get(stimulusId) : new Shown(stimulusId);
        stimuli.putLast(stimulusId, shown);
        return shown;
    }

    private Trial kept(Trial trial) {
        newest.put(trial.backbone(), trial);
        return trial;
    }

    private void forget() {
        while (stimuli.size() > STIMULI || stimuli.size() > 1 && patterns() > mostPatterns) {
            stimuli.pollFirstEntry();
        }
    }

    private long patterns() {
        return stimuli.values().stream().mapToLong(Shown::patterns).sum();
    }

    /// The newest under every backbone.
    public synchronized List<Trial> newest() {
        return List.copyOf(newest.values());
    }

    /// What was predicted for one stimulus, one for each backbone; none where it is not remembered.
    /// Their `seq` is 0: no page is told of them.
    public synchronized List<Trial> predictions(String stimulusId) {
        return Optional.ofNullable(stimuli.get(stimulusId)).stream()
                .flatMap(shown -> shown.backbones().stream().map(backbone -> shown.trial(backbone, 0))).toList();
    }

    /// The last 200 values of one voxel that were predicted on a backbone's features or measured, oldest first.
    public synchronized List<VoxelTrial> of(String backbone, int voxel) {
        List<VoxelTrial> trials = stimuli.values().stream().flatMap(shown -> shown.of(backbone, voxel).stream())
                .toList();
        return trials.subList(Math.max(0, trials.size() - STIMULI), trials.size());
    }
}
