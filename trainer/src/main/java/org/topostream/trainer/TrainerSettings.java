package org.topostream.trainer;

import java.nio.file.Path;
import java.time.Duration;

import org.topostream.factortopy.encoder.Precision;

/// How a trainer learns and how often it publishes.
///
/// @param bottleneck   D, channels after the projection
/// @param steps        which steps it takes for a trial
/// @param publishEvery trials after which an encoder is published at the latest
/// @param publishIdle  shortest time between publications while no trials wait
/// @param seed         of the first parameters and of the replay
/// @param precision    of the parameters of published encoders; a trainer that resumes goes on from exact ones
/// @param folder       where examples are kept
public record TrainerSettings(int bottleneck, Steps steps, int publishEvery, Duration publishIdle, long seed,
        Precision precision, Path folder) {

    /// Which steps a trainer takes for a trial.
    ///
    /// @param perTrial  how many
    /// @param fullAfter trials after which it takes that many; before, fewer in proportion, since few trials that are
    ///                  replayed often are learnt by heart; 0 for as many from the start
    /// @param batch     trials in a step: the new one and replayed ones
    /// @param replay    which trials are replayed
    /// @param averaged  over which share of the latest trials published parameters are averaged, at most 1; 0 for no
    ///                  averaging
    public record Steps(int perTrial, int fullAfter, int batch, Replay replay, double averaged) {
        public Steps {
            if (perTrial < 1 || fullAfter < 0 || batch < 1 || !(averaged >= 0 && averaged <= 1)) {
                throw new IllegalArgumentException("expected steps per trial and batch of 1 or more, a full number of "
                        + "steps after 0 or more trials, an averaged share from 0 to 1, got " + perTrial + ", " + batch
                        + ", " + fullAfter + " and " + averaged);
            }
        }

        /// Steps for a trial.
        /// @param trials there are so far, this one included
        int at(int trials) {
            return trials >= fullAfter ? perTrial : Math.max(1, (int) ((long) perTrial * trials / fullAfter));
        }
    }

    /// Which of the earlier trials are replayed.
    public enum Replay {
        /// All are as likely.
        UNIFORM,
        /// The likelier the later they came: the last twice as likely as one in the middle, the first hardly ever.
        RECENT
    }

    public TrainerSettings {
        if (bottleneck < 1 || publishEvery < 1) {
            throw new IllegalArgumentException("bottleneck and publish-every must be 1 or more, got " + bottleneck
                    + " and " + publishEvery);
        }
    }

    /// Defaults, measured on recordings and the phantom; PERFORMANCE.md has the table.
    public static TrainerSettings defaults(Path folder) {
        return new TrainerSettings(128, new Steps(6, 1000, 32, Replay.UNIFORM, 0.2), 10, Duration.ofMillis(500), 1,
                Precision.SINGLE, folder);
    }
}
