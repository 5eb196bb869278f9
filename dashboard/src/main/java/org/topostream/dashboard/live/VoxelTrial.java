package org.topostream.dashboard.live;

import java.util.OptionalLong;

/// What was predicted for one voxel in one trial and what was measured there; NaN where it is missing.
public record VoxelTrial(String stimulusId, String trialId, OptionalLong encoderVersion, double predicted,
        double measured) {}
