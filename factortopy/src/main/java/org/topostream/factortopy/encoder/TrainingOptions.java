package org.topostream.factortopy.encoder;

/// How a training session steps.
///
/// @param learningRate        of AdamW, until `holdSteps`
/// @param holdSteps           steps after which the learning rate falls with the square root of the steps, which needs no
///                            knowledge of how many there will be; 0 for a constant one
/// @param weightDecay         of AdamW, decoupled
/// @param gradientClip        most norm of all gradients together; 0 or less for no clipping
/// @param beta                where smooth-L1 turns from quadratic to linear, in z-scores
/// @param regularisation      weight of the selectors' regulariser at the first step
/// @param regularisationSteps steps over which that weight falls to 0
/// @param seed                for whoever draws batches; a step itself draws nothing
public record TrainingOptions(double learningRate, int holdSteps, double weightDecay, double gradientClip, double beta,
        double regularisation, int regularisationSteps, long seed) {

    /// @throws IllegalArgumentException where a value makes no sense
    public TrainingOptions {
        if (!(learningRate > 0) || holdSteps < 0 || !(weightDecay >= 0) || !(beta > 0) || !(regularisation >= 0)
                || regularisationSteps < 1 || Double.isNaN(gradientClip)) {
            throw new IllegalArgumentException("expected a learning rate and beta above 0, a weight decay and"
                    + " regularisation of 0 or more, 0 or more steps to hold, at least 1 regularisation step, got learning rate "
                    + learningRate + " for " + holdSteps + " steps, beta " + beta + ", weight decay " + weightDecay
                    + ", regularisation " + regularisation
                    + " over " + regularisationSteps + " steps, gradient clip " + gradientClip);
        }
    }

    /// The paper's.
    public static TrainingOptions defaults() {
        return new TrainingOptions(1e-3, 0, 0.01, 0.5, 0.1, 0.1, 2000, 0);
    }

    /// For learning from trials as they come: the paper's at three times its learning rate, to be used with an average
    /// of the parameters. PERFORMANCE.md has the measurements behind it.
    public static TrainingOptions online() {
        return defaults().withConstantRate(3e-3);
    }

    /// The same with a learning rate that does not change.
    public TrainingOptions withConstantRate(double rate) {
        return new TrainingOptions(rate, 0, weightDecay, gradientClip, beta, regularisation, regularisationSteps, seed);
    }

    /// The learning rate at a step: `learningRate * min(1, sqrt(holdSteps / step))`.
    /// @param step steps taken before it
    public double learningRateAt(long step) {
        return holdSteps == 0 || step <= holdSteps
                ? learningRate
                : learningRate * Math.sqrt((double) holdSteps / step);
    }

    /// The regulariser's weight at a step: `regularisation * max(0, 1 - step / regularisationSteps)`.
    /// @param step steps taken before it
    public double regularisationAt(long step) {
        return regularisation * Math.max(0, 1 - (double) step / regularisationSteps);
    }
}
