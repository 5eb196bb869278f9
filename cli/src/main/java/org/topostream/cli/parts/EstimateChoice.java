package org.topostream.cli.parts;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

import picocli.CommandLine.Option;

import org.topostream.cli.config.Bounds;
import org.topostream.factortopy.glm.Hrf;
import org.topostream.factortopy.timing.OnsetRule;
import org.topostream.streams.estimate.EstimateOptions;

/// Options of how responses are told from volumes.
public final class EstimateChoice {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";
    private static final String AUTO = "auto";

    @Option(names = "--hrf", paramLabel = "canonical|library", defaultValue = "canonical", description = "The response "
            + "function of all voxels, or 20 of which each voxel gets the one that fits it best" + DEFAULT)
    private Choice hrf = Choice.CANONICAL;

    @Option(names = "--motion", paramLabel = "source|estimate|none", defaultValue = "estimate", description = "Motion "
            + "parameters as regressors: those that come with volumes; these, or where none come some that are told from "
            + "the volumes; or none" + DEFAULT)
    private EstimateOptions.MotionSource motion = EstimateOptions.MotionSource.ESTIMATE;

    @Option(names = "--no-motion", description = "The same as --motion none.")
    private boolean noMotion;

    @Option(names = "--onset-from", paramLabel = "events|clocks", defaultValue = "events", description = "Onsets as events "
            + "give them, or as told from when something was shown, by both clocks" + DEFAULT)
    private OnsetSource onsets = OnsetSource.EVENTS;

    @Option(names = "--dummies", paramLabel = "N|auto", defaultValue = "0", description = "Volumes between the first "
            + "trigger, from which onsets count, and the first that is stored; below 0 where so many are stored before the "
            + "trigger; auto: as many as the clocks of the runs before say" + DEFAULT)
    private String dummies = "0";

    @Bounds(min = 0, max = 1)
    @Option(names = "--autocorrelation", paramLabel = "RHO", defaultValue = "0", description = "Of the noise from one "
            + "volume to the next, 0 to below 1" + DEFAULT)
    private double autocorrelation;

    @Bounds(min = 0)
    @Option(names = "--ridge", paramLabel = "PENALTY", defaultValue = "0", description = "On the squares of trial betas"
            + DEFAULT)
    private double ridge;

    @Bounds(min = 1, unit = "s")
    @Option(names = "--silence", paramLabel = "SECONDS", defaultValue = "30", description = "Without a volume, after "
            + "which a run whose length nobody told counts as over" + DEFAULT)
    private int silence = 30;

    @Bounds(min = 0, unit = "hours")
    @Option(names = "--keep-runs", paramLabel = "HOURS", defaultValue = "24", description = "How long volumes of a run "
            + "are kept that is over; what comes of it later is refused" + DEFAULT)
    private int keepRuns = 24;

    /// Which response functions.
    enum Choice {
        CANONICAL,
        LIBRARY
    }

    /// Where onsets come from.
    enum OnsetSource {
        EVENTS,
        CLOCKS
    }

    /// @throws IllegalArgumentException where one is out of its range
    public EstimateOptions options() {
        return new EstimateOptions(hrf == Choice.LIBRARY ? Hrf.library() : List.of(Hrf.canonical()),
                noMotion ? EstimateOptions.MotionSource.NONE : motion, autocorrelation, ridge,
                new OnsetRule(onsets == OnsetSource.CLOCKS, dummies()), Duration.ofSeconds(silence),
                Duration.ofHours(keepRuns));
    }

    private OptionalInt dummies() {
        try {
            return dummies.equals(AUTO) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(dummies));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected --dummies with a number of volumes or auto, got '" + dummies
                    + "'", e);
        }
    }
}
