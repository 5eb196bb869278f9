package org.topostream.factortopy.glm;

/// The response of one trial, as far as the run tells so far.
///
/// @param trial            whose
/// @param betas            `[N]` in the run's units; NaN where the volumes so far do not tell it from everything else
/// @param standardErrors   `[N]` in the same units; NaN while no degree of freedom is left to judge the noise by
/// @param volumes          how many volumes of its response have come
/// @param expected         how many its response spans, past the end of the run perhaps
/// @param degreesOfFreedom volumes of the run less independent regressors; below 1 the betas fit the noise too
/// @param usable           whether a volume at or after the peak of the response has come and every beta can be told
/// @param complete         whether the run is over, so that only a volume still missing would change it
public record TrialEstimate(Trial trial, float[] betas, float[] standardErrors, int volumes, int expected,
        int degreesOfFreedom, boolean usable, boolean complete) {}
