package org.topostream.cli.bench.latency;

/// What `bench latency` measures.
///
/// @param stimuli   that count
/// @param perSecond how many are sent a second, at intervals that vary by a fifth
/// @param voxels    of the subject
/// @param learning  whether every prediction is answered by a response, from which the trainer learns meanwhile
public record LatencyWorkload(int stimuli, double perSecond, int voxels, boolean learning) {

    /// @throws IllegalArgumentException where there are no stimuli, or none a second
    public LatencyWorkload {
        if (stimuli < 1 || !(perSecond > 0)) {
            throw new IllegalArgumentException(
                    "expected at least 1 stimulus and more than 0 a second, got " + stimuli + " and " + perSecond);
        }
    }
}
