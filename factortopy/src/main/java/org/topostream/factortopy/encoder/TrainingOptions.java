package org.topostream.factortopy.encoder;

/// How a training session steps.
///
/// @param learningRate        of AdamW
/// @param weightDecay         of AdamW, decoupled
/// @param gradientClip        most norm of all gradients together; 0 or less for no clipping
/// @param beta                where smooth-L1 turns from quadratic to linear, in z-scores
/// @param regularisation      weight of the selectors' regulariser at the first step
/// @param regularisationSteps steps over which that weight falls to 0
/// @param seed                for whoever draws batches; a step itself draws nothing
public record TrainingOptions(double learningRate, double weightDecay, double gradientClip, double beta,
        double regularisation, int regularisationSteps, long seed) {

    /// @throws IllegalArgumentException where a value makes no sense
    public TrainingOptions {
        if (!(learningRate > 0) || !(weightDecay >= 0) || !(beta > 0) || !(regularisation >= 0)
                || regularisationSteps < 1 || Double.isNaN(gradientClip)) {
            throw new IllegalArgumentException("expected a learning rate and beta above 0, a weight decay and"
                    + " regularisation of 0 or more, at least 1 regularisation step, got learning rate " + learningRate
                    + ", beta " + beta + ", weight decay " + weightDecay + ", regularisation " + regularisation
                    + " over " + regularisationSteps + " steps, gradient clip " + gradientClip);
        }
    }

    /// The paper's.
    public static TrainingOptions defaults() {
        return new TrainingOptions(1e-3, 0.01, 0.5, 0.1, 0.1, 2000, 0);
    }

    /// The regulariser's weight at a step: `regularisation * max(0, 1 - step / regularisationSteps)`.
    /// @param step steps taken before it
    public double regularisationAt(long step) {
        return regularisation * Math.max(0, 1 - (double) step / regularisationSteps);
    }
}
