package org.topostream.trainer;

import java.nio.file.Path;
import java.time.Duration;

/// How a trainer learns and how often it publishes.
///
/// @param bottleneck    D, channels after the projection
/// @param stepsPerTrial training steps for each new trial
/// @param batch         trials in a step: the new one and replayed ones
/// @param publishEvery  trials after which an encoder is published at the latest
/// @param publishIdle   shortest time between publications while no trials wait
/// @param seed          of the first parameters and of the replay
/// @param folder        where examples are kept
public record TrainerSettings(int bottleneck, int stepsPerTrial, int batch, int publishEvery, Duration publishIdle,
        long seed, Path folder) {
    public TrainerSettings {
        if (bottleneck < 1 || stepsPerTrial < 1 || batch < 1 || publishEvery < 1) {
            throw new IllegalArgumentException("bottleneck, steps per trial, batch and publish-every must be 1 or "
                    + "more, got " + bottleneck + ", " + stepsPerTrial + ", " + batch + " and " + publishEvery);
        }
    }

    /// Defaults, measured on recordings and the phantom; PERFORMANCE.md has the table.
    public static TrainerSettings defaults(Path folder) {
        return new TrainerSettings(128, 5, 32, 10, Duration.ofMillis(500), 1, folder);
    }
}
