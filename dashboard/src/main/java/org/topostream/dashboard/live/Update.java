package org.topostream.dashboard.live;

/// Something of a subject that has changed.
public sealed interface Update permits VoxelMap, ScoreUpdate, Trial {
    /// Counts what this server has to tell; a later update has a higher number.
    long seq();

    /// What it is about. Whoever gets a later update of the same key has no use for this one.
    String key();
}
