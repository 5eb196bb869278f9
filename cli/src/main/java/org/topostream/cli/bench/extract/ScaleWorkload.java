package org.topostream.cli.bench.extract;

import java.time.Duration;
import java.util.List;

/// What `bench scale` measures.
///
/// @param images     in a round
/// @param imageMillis how long the network takes for an image, in milliseconds
/// @param instances  how many share the stimuli, in turn; the first is what the others are compared with
/// @param partitions of `stimuli`
/// @param threads    of each instance
/// @param rounds     of each number of instances, taken in turn
public record ScaleWorkload(int images, int imageMillis, List<Integer> instances, int partitions, int threads,
        int rounds) {

    /// @throws IllegalArgumentException where a number is below 1, or there are more instances than partitions
    public ScaleWorkload {
        instances = List.copyOf(instances);
        if (instances.isEmpty() || images < 1 || imageMillis < 0 || partitions < 1 || threads < 1 || rounds < 1) {
            throw new IllegalArgumentException("expected numbers of instances, images, partitions, threads and rounds "
                    + "of 1 or more, got " + instances + ", " + images + ", " + partitions + ", " + threads + " and "
                    + rounds);
        }
        for (int count : instances) {
            if (count < 1 || count > partitions) {
                throw new IllegalArgumentException("expected 1 to " + partitions
                        + " instances, as many as there are partitions, got " + count);
            }
        }
    }

    Duration anImage() {
        return Duration.ofMillis(imageMillis);
    }
}
