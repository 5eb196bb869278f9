package org.topostream.factortopy.encoder;

/// Which part of the network every voxel reads.
///
/// @param space `[N, 2]`, x (-1 left, 1 right) then y (-1 top, 1 bottom), between -1 and 1
/// @param layer `[N, L]`, each voxel's weights sum to 1
/// @param scale `[N]`, 0 for the local tokens only, 1 for the global token only
public record Selectors(float[] space, float[] layer, float[] scale) {}
