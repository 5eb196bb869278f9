package org.topostream.trainer;

import java.util.LinkedHashMap;
import java.util.Map;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.Parameters;

/// A running average of the parameters, weighted toward the latest: constant steps never come to rest, their average
/// does.
///
/// Polynomial-decay averaging of Shamir and Zhang, *Stochastic gradient descent for non-smooth optimization* (2013),
/// section 4: after the `t`-th trial, `average += (eta + 1) / (t + eta) * (parameters - average)`. It spans the last
/// `share = 1 / (eta + 1)` of the trials or so, however many there will be.
final class ParameterAverage {
    private final double eta;
    private Parameters average;

    /// @param start what the average was, or the first parameters
    /// @param share of the trials that the average spans, above 0; 1 for the plain average
    ParameterAverage(Parameters start, double share) {
        this.eta = 1 / share - 1;
        this.average = start;
    }

    /// Takes in the parameters after one more trial.
    /// @param trial its number, from 1
    void add(Parameters parameters, int trial) {
        float share = (float) Math.min(1, (eta + 1) / (trial + eta));
        Map<String, FloatTensor> next = new LinkedHashMap<>();
        average.tensors().forEach((name, before) -> next.put(name,
                toward(before, parameters.tensors().get(name).values(), share)));
        average = new Parameters(next);
    }

    private static FloatTensor toward(FloatTensor before, float[] latest, float share) {
        float[] values = before.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += share * (latest[i] - values[i]);
        }
        return new FloatTensor(before.shape(), values);
    }

    /// The average as it is.
    Parameters parameters() {
        return average;
    }
}
