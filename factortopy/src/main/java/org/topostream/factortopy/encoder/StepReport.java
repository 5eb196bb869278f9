package org.topostream.factortopy.encoder;

/// What one training step did.
///
/// @param step         accepted steps so far, this one included
/// @param loss         smooth-L1 between predictions and targets before the step, in z-scores
/// @param regulariser  the selectors' regulariser before the step, unweighted; -1 + 0 for even layer choices
/// @param total        `loss` plus the weighted regulariser: what the step descends
/// @param gradientNorm norm of all gradients together, before clipping
/// @param accepted     false where the loss or the norm is not finite, or the loss above its limit: the step changed
///                     nothing
public record StepReport(long step, double loss, double regulariser, double total, double gradientNorm,
        boolean accepted) {}
