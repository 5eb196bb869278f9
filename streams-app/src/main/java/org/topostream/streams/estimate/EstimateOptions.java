package org.topostream.streams.estimate;

import java.time.Duration;
import java.util.List;

import org.topostream.factortopy.glm.GlmOptions;
import org.topostream.factortopy.glm.Hrf;

/// How responses are told from volumes.
///
/// @param hrfs            the HRF of all voxels, or several of which each voxel gets the one that fits best
/// @param motion          whether motion parameters that come with volumes are regressors
/// @param autocorrelation of the noise from one volume to the next, 0 to below 1
/// @param ridge           penalty on trial betas, 0 for none
/// @param silence         after which a run whose length its source does not tell counts as over
public record EstimateOptions(List<Hrf> hrfs, boolean motion, double autocorrelation, double ridge, Duration silence) {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /// @throws IllegalArgumentException where there is no HRF or the silence is none
    public EstimateOptions {
        if (hrfs.isEmpty() || silence.isNegative() || silence.isZero()) {
            throw new IllegalArgumentException("expected an HRF or more and a silence above 0 s, got " + hrfs.size()
                    + " and " + silence.toMillis() / 1e3 + " s");
        }
        hrfs = List.copyOf(hrfs);
    }

    /// The canonical HRF, motion as it comes, white noise, no ridge; a run is over after 30 s without a volume.
    public static EstimateOptions defaults() {
        return new EstimateOptions(List.of(Hrf.canonical()), true, 0, 0, SILENCE);
    }

    /// @param seconds    from one volume to the next (TR)
    /// @param parameters how many motion parameters the run's volumes have
    GlmOptions glm(double seconds, int parameters) {
        return GlmOptions.defaults(seconds).withHrfs(hrfs).withMotion(parameters)
                .withAutocorrelation(autocorrelation).withRidge(ridge);
    }
}
