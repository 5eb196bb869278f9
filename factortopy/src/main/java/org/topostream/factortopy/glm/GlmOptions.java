package org.topostream.factortopy.glm;

import java.util.List;

/// How a run is modelled.
///
/// @param seconds         from one volume to the next (TR)
/// @param sampledAt       when a volume counts as taken, in parts of the TR after its begin, 0 to 1
/// @param hrfs            the HRF of all voxels, or several of which each voxel gets the one that fits best
/// @param drift           what slow wandering is taken out
/// @param motion          how many motion parameters come with every volume; they are regressors as they are
/// @param autocorrelation `rho` of the noise from one volume to the next, 0 to below 1, and `rho^k` over a gap of `k`
/// @param ridge           penalty on the squares of the two trial betas of a model, given as it is: for regressors with
///                        a peak of one, nothing is standardised, and prewhitening keeps the variance of noise; 0 for
///                        none
/// @param units           of betas
/// @param usableAfter     seconds after its onset that must have been seen of a trial for its first estimate
public record GlmOptions(double seconds, double sampledAt, List<Hrf> hrfs, Drift drift, int motion,
        double autocorrelation, double ridge, Units units, double usableAfter) {
    private static final double PEAK_SEEN = 5;

    /// @throws IllegalArgumentException where a value makes no sense
    public GlmOptions {
        if (!(seconds > 0) || Double.isInfinite(seconds) || !(sampledAt >= 0 && sampledAt <= 1) || hrfs.isEmpty()
                || motion < 0 || !(autocorrelation >= 0 && autocorrelation < 1) || !(ridge >= 0)
                || Double.isInfinite(ridge) || !(usableAfter >= 0)) {
            throw new IllegalArgumentException("expected a TR above 0 s, a time in it from 0 to 1, an HRF or more, 0 or"
                    + " more motion parameters, an autocorrelation from 0 to below 1, a ridge penalty and seconds until"
                    + " an estimate of 0 or more, got TR " + seconds + " s, time " + sampledAt + ", " + hrfs.size()
                    + " HRFs, " + motion + " motion parameters, autocorrelation " + autocorrelation + ", ridge " + ridge
                    + ", " + usableAfter + " s");
        }
        hrfs = List.copyOf(hrfs);
    }

    /// The canonical HRF, growing drift, white noise, no motion, no ridge, per cent signal change, volumes timed at
    /// their middle, a first estimate 5 s after the onset.
    /// @param seconds from one volume to the next (TR)
    public static GlmOptions defaults(double seconds) {
        return new GlmOptions(seconds, 0.5, List.of(Hrf.canonical()), Drift.growing(), 0, 0, 0, Units.PERCENT,
                PEAK_SEEN);
    }

    /// The same with other HRFs.
    public GlmOptions withHrfs(List<Hrf> others) {
        return new GlmOptions(seconds, sampledAt, others, drift, motion, autocorrelation, ridge, units, usableAfter);
    }

    /// The same with another drift.
    public GlmOptions withDrift(Drift other) {
        return new GlmOptions(seconds, sampledAt, hrfs, other, motion, autocorrelation, ridge, units, usableAfter);
    }

    /// The same with so many motion parameters.
    public GlmOptions withMotion(int parameters) {
        return new GlmOptions(seconds, sampledAt, hrfs, drift, parameters, autocorrelation, ridge, units, usableAfter);
    }

    /// The same with another autocorrelation of the noise.
    public GlmOptions withAutocorrelation(double rho) {
        return new GlmOptions(seconds, sampledAt, hrfs, drift, motion, rho, ridge, units, usableAfter);
    }

    /// The same with another ridge penalty.
    public GlmOptions withRidge(double penalty) {
        return new GlmOptions(seconds, sampledAt, hrfs, drift, motion, autocorrelation, penalty, units, usableAfter);
    }

    /// The same in other units.
    public GlmOptions withUnits(Units others) {
        return new GlmOptions(seconds, sampledAt, hrfs, drift, motion, autocorrelation, ridge, others, usableAfter);
    }

    /// When a volume counts as taken, in seconds since the begin of the run's first stored volume.
    double secondsOf(int number) {
        return (number + sampledAt) * seconds;
    }

    /// How many regressors are of no trial: the constant, the motion, the drift.
    int nuisance() {
        return 1 + motion + drift.columns();
    }
}
