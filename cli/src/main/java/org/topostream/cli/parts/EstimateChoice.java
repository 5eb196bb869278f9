package org.topostream.cli.parts;

import java.time.Duration;
import java.util.List;

import picocli.CommandLine.Option;

import org.topostream.factortopy.glm.Hrf;
import org.topostream.streams.estimate.EstimateOptions;

/// Options of how responses are told from volumes.
public final class EstimateChoice {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";

    @Option(names = "--hrf", paramLabel = "canonical|library", defaultValue = "canonical", description = "The response "
            + "function of all voxels, or 20 of which each voxel gets the one that fits it best" + DEFAULT)
    private Choice hrf = Choice.CANONICAL;

    @Option(names = "--no-motion", description = "Leave out motion parameters that come with volumes.")
    private boolean noMotion;

    @Option(names = "--autocorrelation", paramLabel = "RHO", defaultValue = "0", description = "Of the noise from one "
            + "volume to the next, 0 to below 1" + DEFAULT)
    private double autocorrelation;

    @Option(names = "--ridge", paramLabel = "PENALTY", defaultValue = "0", description = "On the squares of trial betas"
            + DEFAULT)
    private double ridge;

    @Option(names = "--silence", paramLabel = "SECONDS", defaultValue = "30", description = "Without a volume, after "
            + "which a run whose length nobody told counts as over" + DEFAULT)
    private int silence = 30;

    /// Which response functions.
    enum Choice {
        CANONICAL,
        LIBRARY
    }

    /// @throws IllegalArgumentException where one is out of its range
    public EstimateOptions options() {
        return new EstimateOptions(hrf == Choice.LIBRARY ? Hrf.library() : List.of(Hrf.canonical()), !noMotion,
                autocorrelation, ridge, Duration.ofSeconds(silence));
    }
}
