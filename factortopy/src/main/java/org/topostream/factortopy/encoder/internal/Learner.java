package org.topostream.factortopy.encoder.internal;

import java.util.List;
import java.util.Map;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.StepReport;

/// Trains one encoder. For one thread at a time.
public interface Learner extends AutoCloseable {

    /// One AdamW step on a batch; targets `[B][N]` in z-scores. A step whose loss is above `mostLoss`, or whose loss or
    /// gradients are not finite, changes nothing.
    StepReport step(List<Features> batch, float[][] targets, double mostLoss);

    /// Predictions `[B][N]` in z-scores with the parameters as they are.
    float[][] forward(List<Features> batch);

    /// Gradients of the loss plus `regulariserWeight` times the regulariser, by parameter.
    Map<String, FloatTensor> gradients(List<Features> batch, float[][] targets, double regulariserWeight);

    /// A copy of the parameters as they are.
    Parameters parameters();

    /// A copy of what the optimiser remembers.
    OptimiserState optimiserState();

    /// Accepted steps so far.
    long steps();

    @Override
    void close();
}
