package org.topostream.streams.estimate;

import java.time.Duration;
import java.util.List;

import org.topostream.factortopy.glm.GlmOptions;
import org.topostream.factortopy.glm.Hrf;
import org.topostream.factortopy.timing.OnsetRule;

/// How responses are told from volumes.
///
/// @param hrfs            the HRF of all voxels, or several of which each voxel gets the one that fits best
/// @param motion          where motion parameters come from, which are regressors
/// @param autocorrelation of the noise from one volume to the next, 0 to below 1
/// @param ridge           penalty on trial betas, 0 for none
/// @param onsets          where onsets come from
/// @param silence         after which a run whose length its source does not tell counts as over
/// @param keep            how long a run is kept once it is over
public record EstimateOptions(List<Hrf> hrfs, MotionSource motion, double autocorrelation, double ridge,
        OnsetRule onsets, Duration silence, Duration keep) {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration KEEP = Duration.ofHours(24);

    /// Where motion parameters come from.
    public enum MotionSource {
        /// From the source alone.
        SOURCE,
        /// From the source, and from the volumes themselves where it tells none.
        ESTIMATE,
        /// There are none.
        NONE
    }

    /// @throws IllegalArgumentException where there is no HRF or a time is none
    public EstimateOptions {
        if (hrfs.isEmpty() || !silence.isPositive() || keep.isNegative()) {
            throw new IllegalArgumentException("expected an HRF or more, a silence above 0 s and 0 s or more for which "
                    + "runs are kept, got " + hrfs.size() + ", " + silence.toMillis() / 1e3 + " s and "
                    + keep.toMillis() / 1e3 + " s");
        }
        hrfs = List.copyOf(hrfs);
    }

    /// The canonical HRF, motion from the source or the volumes, white noise, no ridge, onsets as they are given; a run
    /// is over after 30 s without a volume, and kept for a day.
    public static EstimateOptions defaults() {
        return new EstimateOptions(List.of(Hrf.canonical()), MotionSource.ESTIMATE, 0, 0, OnsetRule.given(), SILENCE,
                KEEP);
    }

    /// The same with motion from elsewhere.
    public EstimateOptions withMotion(MotionSource from) {
        return new EstimateOptions(hrfs, from, autocorrelation, ridge, onsets, silence, keep);
    }

    /// The same with onsets from elsewhere.
    public EstimateOptions withOnsets(OnsetRule from) {
        return new EstimateOptions(hrfs, motion, autocorrelation, ridge, from, silence, keep);
    }

    /// The same after another silence.
    public EstimateOptions withSilence(Duration other) {
        return new EstimateOptions(hrfs, motion, autocorrelation, ridge, onsets, other, keep);
    }

    /// The same with runs kept for another time.
    public EstimateOptions withKeep(Duration other) {
        return new EstimateOptions(hrfs, motion, autocorrelation, ridge, onsets, silence, other);
    }

    /// @param seconds    from one volume to the next (TR)
    /// @param parameters how many motion parameters the run's volumes have
    GlmOptions glm(double seconds, int parameters) {
        return GlmOptions.defaults(seconds).withHrfs(hrfs).withMotion(parameters)
                .withAutocorrelation(autocorrelation).withRidge(ridge);
    }
}
