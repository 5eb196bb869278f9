package org.topostream.dashboard.live;

/// The score of every voxel at one point of the learning curve.
///
/// @param r  `[N]` Pearson r, NaN where undefined
/// @param r2 `[N]` 1 - SSE/SST, NaN where undefined
public record VoxelScores(ScorePoint point, float[] r, float[] r2) {}
