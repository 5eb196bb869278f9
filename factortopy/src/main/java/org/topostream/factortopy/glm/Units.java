package org.topostream.factortopy.glm;

/// In what betas and their standard errors are given. A beta of 1 is a response whose peak is 1 of these.
public enum Units {
    /// The scanner's intensities.
    RAW,
    /// Per cent of the voxel's mean over the volumes so far; not a number where that mean is not above 0.
    PERCENT
}
