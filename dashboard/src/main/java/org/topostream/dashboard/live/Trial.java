package org.topostream.dashboard.live;

import java.util.Optional;
import java.util.OptionalLong;

/// What was predicted for a stimulus and what was measured, as far as either is there.
///
/// @param trialId        of the response, else of the presentation that asked for the prediction
/// @param backbone       on whose features the prediction stands; empty where there is none
/// @param encoderVersion that predicted
/// @param predicted      `[N]`
/// @param measured       `[N]`
/// @param r              Pearson r of the two over voxels; NaN where one is missing or does not vary
public record Trial(long seq, String stimulusId, String trialId, String backbone, OptionalLong encoderVersion,
        Optional<float[]> predicted, Optional<float[]> measured, double r) implements Update {
    @Override
    public String key() {
        return "trial:" + backbone;
    }
}
