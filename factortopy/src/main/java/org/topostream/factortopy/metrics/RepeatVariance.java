package org.topostream.factortopy.metrics;

import java.util.Arrays;
import java.util.List;

/// How much of the responses is signal and how much is noise, voxel by voxel, from stimuli that were shown twice or
/// more: the noise ceiling of the Natural Scenes Dataset (Allen et al. 2022, Methods, "Noise ceiling estimation"), over
/// trials that may grow, shrink and change.
///
/// Trials of one stimulus differ by noise alone: their squared deviations from its mean, pooled over stimuli whatever
/// their number of trials, estimate the noise's variance. What the variance of all single trials has above it is
/// signal.
///
/// Keeps float64 running sums only, so that trials that are replaced are taken out again exactly as they were put in.
/// Not thread safe.
public final class RepeatVariance {
    private static final int TRIALS = 0;
    /// The sum of `trials - 1` over stimuli.
    private static final int FREEDOM = 1;
    private static final int HEAD = 2;
    private static final int SUMS = 3;
    private static final int SUM = 0;
    private static final int SQUARES = 1;
    /// Squared deviations from the stimulus' mean.
    private static final int WITHIN = 2;
    /// A variance below this part of the mean square is rounding: float32 values carry about 7 digits.
    private static final double NO_VARIANCE = 1e-12;

    private final int voxels;
    private final double[] sums;

    /// Variance over no trial yet.
    /// @throws IllegalArgumentException where there is no voxel
    public RepeatVariance(int voxels) {
        this(voxels, new double[HEAD + SUMS * Math.max(voxels, 0)]);
    }

    private RepeatVariance(int voxels, double[] sums) {
        if (voxels < 1 || sums.length != HEAD + SUMS * voxels) {
            throw new IllegalArgumentException("expected at least 1 voxel, 2 sums and 3 for each voxel, got " + voxels
                    + " voxels and " + sums.length + " sums");
        }
        this.voxels = voxels;
        this.sums = sums;
    }

    /// Variance as it was when its sums were taken.
    /// @param sums as [#sums] gave them
    /// @throws IllegalArgumentException where the number of sums does not fit
    public static RepeatVariance fromSums(int voxels, double[] sums) {
        return new RepeatVariance(voxels, sums.clone());
    }

    /// Counts the trials of one stimulus as they are now, instead of as they were: with another repeat, a revised
    /// response, or one less.
    /// @param before each `[N]`, exactly what is counted of this stimulus so far; empty for a new one
    /// @param after  each `[N]`
    /// @throws IllegalArgumentException where a size is not `N` or a value is not finite; nothing changes then
    /// @throws IllegalStateException    where fewer trials are counted than were before; nothing changes then
    public void replace(List<float[]> before, List<float[]> after) {
        before.forEach(trial -> FiniteVoxels.require("trial before", trial, voxels));
        after.forEach(trial -> FiniteVoxels.require("trial after", trial, voxels));
        if (sums[TRIALS] < before.size() || sums[FREEDOM] < freedom(before)) {
            throw new IllegalStateException("expected a stimulus of at most " + trials() + " trials before, got "
                    + before.size());
        }
        count(before, -1);
        count(after, 1);
        if (sums[TRIALS] == 0) {
            Arrays.fill(sums, 0); // whatever rounding left behind
        }
        for (int n = 0; n < voxels && sums[FREEDOM] == 0; n++) {
            sums[HEAD + SUMS * n + WITHIN] = 0;
        }
    }

    /// Trials counted in.
    public long trials() {
        return (long) sums[TRIALS];
    }

    /// Trials less one for each stimulus: over how many independent differences the noise is averaged.
    public long degreesOfFreedom() {
        return (long) sums[FREEDOM];
    }

    /// The noise's variance `[N]`, in squared units of the responses; NaN while no stimulus has a repeat.
    public float[] noiseVariance() {
        float[] variance = new float[voxels];
        for (int n = 0; n < voxels; n++) {
            variance[n] = (float) noise(n);
        }
        return variance;
    }

    /// The signal's variance `[N]`, in squared units of the responses, 0 where the noise alone is as large as the
    /// variance of all trials; NaN while no stimulus has a repeat, or where all trials are the same.
    public float[] signalVariance() {
        float[] variance = new float[voxels];
        for (int n = 0; n < voxels; n++) {
            variance[n] = (float) signal(n);
        }
        return variance;
    }

    /// The noise ceiling's signal-to-noise ratio `[N]`: the signal's standard deviation over the noise's. Infinite
    /// where repeats do not differ; NaN as [#signalVariance].
    public float[] ncsnr() {
        float[] ratio = new float[voxels];
        for (int n = 0; n < voxels; n++) {
            ratio[n] = (float) Math.sqrt(signal(n) / noise(n));
        }
        return ratio;
    }

    /// The largest Pearson r `[N]` that a perfect model reaches against the mean of several trials of a stimulus:
    /// `sqrt(ncsnr² / (ncsnr² + 1 / trials))`; NaN as [#signalVariance].
    /// @param trials of each stimulus, above 0; where they differ, the harmonic mean
    /// @throws IllegalArgumentException where it is not above 0
    public float[] ceiling(double trials) {
        if (!(trials > 0)) {
            throw new IllegalArgumentException("expected more than 0 trials, got " + trials);
        }
        float[] ceiling = new float[voxels];
        for (int n = 0; n < voxels; n++) {
            ceiling[n] = (float) Math.sqrt(signal(n) / (signal(n) + noise(n) / trials));
        }
        return ceiling;
    }

    /// The part of the variance that a perfect model explains, of stimuli that were shown one, two, three, ... times:
    /// `ncsnr² / (ncsnr² + (C / 1 + B / 2 + A / 3 + ...) / (C + B + A + ...))` (Allen et al. 2022).
    /// @param ncsnr `[N]`
    /// @param shown how many stimuli have one trial, two trials, three trials, ...; at least one in all
    /// @return `[N]`, 0 to 1; NaN where `ncsnr` is
    /// @throws IllegalArgumentException where a count is negative or there is no stimulus
    public static float[] explainable(float[] ncsnr, int[] shown) {
        double noise = 0;
        long stimuli = 0;
        for (int i = 0; i < shown.length; i++) {
            noise += shown[i] / (i + 1.0);
            stimuli += shown[i];
        }
        if (stimuli < 1 || Arrays.stream(shown).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("expected counts of 0 or more and at least 1 stimulus, got "
                    + Arrays.toString(shown));
        }
        float[] explainable = new float[ncsnr.length];
        for (int n = 0; n < ncsnr.length; n++) {
            double signal = (double) ncsnr[n] * ncsnr[n];
            explainable[n] = (float) (1 / (1 + noise / stimuli / signal)); // so written, infinite ratios give 1
        }
        return explainable;
    }

    /// The sums `[2 + 3 N]`: the trials, the degrees of freedom, then for every voxel the sums over trials of the
    /// response, its square, and its squared deviation from its stimulus' mean.
    public double[] sums() {
        return sums.clone();
    }

    private void count(List<float[]> stimulus, int sign) {
        sums[TRIALS] += sign * stimulus.size();
        sums[FREEDOM] += sign * freedom(stimulus);
        for (int n = 0; n < voxels && !stimulus.isEmpty(); n++) {
            double sum = 0;
            double squares = 0;
            for (float[] trial : stimulus) {
                sum += trial[n];
                squares += (double) trial[n] * trial[n];
            }
            double within = 0;
            for (float[] trial : stimulus) {
                double deviation = trial[n] - sum / stimulus.size();
                within += deviation * deviation;
            }
            int at = HEAD + SUMS * n;
            sums[at + SUM] += sign * sum;
            sums[at + SQUARES] += sign * squares;
            sums[at + WITHIN] += sign * within;
        }
    }

    private static int freedom(List<float[]> stimulus) {
        return Math.max(0, stimulus.size() - 1);
    }

    private double noise(int voxel) {
        if (sums[FREEDOM] < 1) {
            return Double.NaN;
        }
        double within = sum(voxel, WITHIN);
        return within > NO_VARIANCE * sum(voxel, SQUARES) ? within / sums[FREEDOM] : 0;
    }

    private double signal(int voxel) {
        double squares = sum(voxel, SQUARES);
        double deviation = squares - sum(voxel, SUM) * sum(voxel, SUM) / sums[TRIALS];
        double total = deviation > NO_VARIANCE * squares ? deviation / (sums[TRIALS] - 1) : Double.NaN;
        return Math.max(0, total - noise(voxel)); // not a number where one of them is none
    }

    private double sum(int voxel, int which) {
        return sums[HEAD + SUMS * voxel + which];
    }
}
