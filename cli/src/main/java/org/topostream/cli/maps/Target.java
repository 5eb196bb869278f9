package org.topostream.cli.maps;

import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.factortopy.surface.Mesh;

/// A hemisphere's surface that shows a subject's voxels.
///
/// @param hemisphere whose
/// @param mesh       V vertices
/// @param voxels     `[V]` number of the voxel at each vertex, -1 for none
/// @param shading    `[V]`, or `[0]` where there is none
record Target(Hemisphere hemisphere, Mesh mesh, int[] voxels, float[] shading) {}
