package org.topostream.producers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far a session has come.
///
/// @param presentations how many there are in all
/// @param shown         presentations sent, by this run or an earlier one
/// @param responses     responses sent
/// @param predicted     distinct stimuli predicted
/// @param deadLetters   distinct stimuli refused
/// @param trainable     training trials that were predicted and answered: what a trainer can learn from
/// @param encoder       which made the latest prediction of this run
/// @param latencies     of this run's predictions
public record Progress(int presentations, int shown, int responses, int predicted, int deadLetters, int trainable,
        Optional<EncoderState> encoder, List<Latency> latencies) {
    public Progress {
        latencies = List.copyOf(latencies);
    }

    /// An encoder, by its version and the training steps that it had taken.
    public record EncoderState(long version, long steps) {}

    /// One prediction's way.
    ///
    /// @param millis       from the stimulus sent to the prediction readable
    /// @param aboveCompute the same without the computing
    public record Latency(double millis, double aboveCompute) {}

    /// The value below which this share of the latencies lies.
    /// @param above whether computing is left out
    public double percentile(double share, boolean above) {
        List<Double> sorted = new ArrayList<>(
                latencies.stream().map(l -> above ? l.aboveCompute() : l.millis()).sorted().toList());
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }
}
