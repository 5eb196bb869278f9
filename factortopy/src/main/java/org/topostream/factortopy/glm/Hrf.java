package org.topostream.factortopy.glm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// A haemodynamic response function: what the BOLD signal does after a moment of neural activity. A gamma density less
/// a part of a later one, cut off after [#SUPPORT] seconds, and **normalised to a peak of one**.
///
/// Shapes and scales follow SPM's `spm_hrf`: the shape is `delay / dispersion`, the scale is the dispersion, so that
/// the canonical one, whose delay is called 6 s, peaks at 5 s.
///
/// @param delay                seconds to the mean of the response
/// @param undershootDelay      seconds to the mean of the undershoot
/// @param dispersion           of the response, seconds
/// @param undershootDispersion of the undershoot, seconds
/// @param ratio                how many times the response's area is the undershoot's
public record Hrf(double delay, double undershootDelay, double dispersion, double undershootDispersion,
        double ratio) {
    /// Seconds after which there is nothing left.
    public static final double SUPPORT = 32;
    /// With it the series of the distribution does not overflow.
    private static final double LEAST_DISPERSION = 0.1;
    private static final int HALVINGS = 60;

    private static final double[] PEAKS = {4, 5, 6, 7, 8};
    private static final double[] WIDTHS = {0.7, 0.85, 1, 1.2};
    private static final double CANONICAL_VARIANCE = 6;
    private static final double UNDERSHOOT_VARIANCE = 16;
    private static final double UNDERSHOOT_AFTER_PEAK = 10;
    private static final double CANONICAL_RATIO = 6;

    /// @throws IllegalArgumentException where it would not rise, peak and undershoot in this order
    public Hrf {
        if (!(dispersion >= LEAST_DISPERSION) || !(undershootDispersion >= LEAST_DISPERSION) || !(delay > dispersion)
                || !(undershootDelay > delay) || !(undershootDelay < SUPPORT) || !(ratio > 1)) {
            throw new IllegalArgumentException("expected dispersions of at least " + LEAST_DISPERSION
                    + " s, a delay above the dispersion, an undershoot after it and before " + SUPPORT
                    + " s, and a ratio above 1, got delays " + delay + " and " + undershootDelay + " s, dispersions "
                    + dispersion + " and " + undershootDispersion + " s, ratio " + ratio);
        }
    }

    /// SPM's: delays 6 and 16 s, dispersions 1 s, ratio 6.
    public static Hrf canonical() {
        return new Hrf(6, 16, 1, 1, CANONICAL_RATIO);
    }

    /// Twenty of varied time to peak and width, to choose from voxel by voxel. The idea is that of GLMsingle (Prince et
    /// al. 2022) and the Natural Scenes Dataset; the curves are our own family: the response's gamma peaks after 4, 5,
    /// 6, 7 or 8 s and is 0.7, 0.85, 1 or 1.2 times as wide as the canonical one, the undershoot's peaks 10 s later and
    /// is as many times as wide as its. In this order, widths within peaks: number 6 is the canonical one.
    public static List<Hrf> library() {
        List<Hrf> library = new ArrayList<>();
        for (double peak : PEAKS) {
            for (double width : WIDTHS) {
                GammaDistribution response = GammaDistribution.ofPeak(peak, CANONICAL_VARIANCE * width * width);
                GammaDistribution undershoot = GammaDistribution.ofPeak(peak + UNDERSHOOT_AFTER_PEAK,
                        UNDERSHOOT_VARIANCE * width * width);
                library.add(new Hrf(response.shape() * response.scale(), undershoot.shape() * undershoot.scale(),
                        response.scale(), undershoot.scale(), CANONICAL_RATIO));
            }
        }
        return List.copyOf(library);
    }

    /// Its value, with a peak of one, some seconds after the moment.
    public double at(double seconds) {
        return course(0).at(seconds);
    }

    /// Its values `[1 + 32 / step]` from 0 to the end of its support.
    /// @param step seconds from one to the next, above 0
    /// @throws IllegalArgumentException where the step is not above 0
    public double[] samples(double step) {
        if (!(step > 0)) {
            throw new IllegalArgumentException("expected a step above 0 s, got " + step);
        }
        BoldCourse course = course(0);
        double[] samples = new double[1 + (int) Math.floor(SUPPORT / step + 1e-9)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = course.at(i * step);
        }
        return samples;
    }

    /// Seconds after the moment at which it is largest.
    public double peakSeconds() {
        GammaDistribution response = response();
        GammaDistribution undershoot = undershoot();
        return end(seconds -> response.slope(seconds) - undershoot.slope(seconds) / ratio, response.peak() / 2,
                response.peak());
    }

    /// What the signal does when something lasts for a while.
    /// @param duration seconds, 0 or more
    /// @throws IllegalArgumentException where the duration is negative or no number
    public BoldCourse course(double duration) {
        return BoldCourse.of(this, duration);
    }

    /// Where a slope goes from above 0 to 0 or below, between a place where it is above and one where it is not.
    static double end(DoubleUnaryOperator slope, double from, double to) {
        double low = from;
        double high = to;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (slope.applyAsDouble(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /// Its value per second, before the normalisation.
    double density(double seconds) {
        return seconds >= SUPPORT ? 0 : response().density(seconds) - undershoot().density(seconds) / ratio;
    }

    /// The integral of [#density] up to a moment.
    double integral(double seconds) {
        double until = Math.min(seconds, SUPPORT);
        return response().cumulative(until) - undershoot().cumulative(until) / ratio;
    }

    private GammaDistribution response() {
        return new GammaDistribution(delay / dispersion, dispersion);
    }

    private GammaDistribution undershoot() {
        return new GammaDistribution(undershootDelay / undershootDispersion, undershootDispersion);
    }
}
