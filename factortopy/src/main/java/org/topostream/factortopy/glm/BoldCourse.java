package org.topostream.factortopy.glm;

/// What the BOLD signal does after an event of some duration: the convolution of the [Hrf] with the event, scaled to a
/// peak of one, so that a beta is the peak of the response whatever its duration and HRF.
///
/// The convolution is the difference of two integrals of gamma densities, which are known exactly: there is no grid
/// of time whose step would show in the betas.
///
/// @param hrf      of the voxel
/// @param duration seconds; below a millisecond it counts as a moment
/// @param scale    what the convolution is multiplied by
public record BoldCourse(Hrf hrf, double duration, double scale) {
    private static final double MOMENT = 1e-3;

    /// @throws IllegalArgumentException where the duration is negative or no number
    static BoldCourse of(Hrf hrf, double duration) {
        if (!(duration >= 0) || Double.isInfinite(duration)) {
            throw new IllegalArgumentException("expected a duration of 0 s or more, got " + duration);
        }
        double peak = hrf.peakSeconds();
        if (duration < MOMENT) {
            return new BoldCourse(hrf, duration, 1 / hrf.density(peak));
        }
        double end = Hrf.end(seconds -> hrf.density(seconds) - hrf.density(seconds - duration), peak, peak + duration);
        return new BoldCourse(hrf, duration, 1 / (hrf.integral(end) - hrf.integral(end - duration)));
    }

    /// Its value some seconds after the event's onset; 0 before, and once duration and [Hrf#SUPPORT] are over.
    public double at(double seconds) {
        return scale * (duration < MOMENT
                ? hrf.density(seconds)
                : hrf.integral(seconds) - hrf.integral(seconds - duration));
    }
}
