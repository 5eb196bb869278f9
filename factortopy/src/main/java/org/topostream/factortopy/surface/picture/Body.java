package org.topostream.factortopy.surface.picture;

import java.util.Optional;

import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.factortopy.surface.Mesh;

/// What a map is painted on.
public sealed interface Body {

    /// The surface of a hemisphere.
    ///
    /// @param hemisphere whose
    /// @param mesh       V vertices
    /// @param voxels     `[V]` number of the voxel that each vertex shows, -1 for none
    /// @param shading    `[V]` sulcal depth or curvature, above 0 in sulci; `[0]` where it is not known
    record Cortex(Hemisphere hemisphere, Mesh mesh, int[] voxels, float[] shading) implements Body {

        /// @throws IllegalArgumentException where there is not one voxel and one shade or none for each vertex
        public Cortex {
            if (voxels.length != mesh.vertexCount() || (shading.length != 0 && shading.length != mesh.vertexCount())) {
                throw new IllegalArgumentException("expected a voxel and a shade for each of " + mesh.vertexCount()
                        + " vertices of the " + hemisphere.label() + " hemisphere, got " + voxels.length + " and "
                        + shading.length);
            }
        }
    }

    /// Voxels as points, for subjects without surfaces.
    ///
    /// @param hemisphere  whose; nothing where voxels of both are there, or nobody knows
    /// @param coordinates `[N, 3]` of all voxels, in millimetres
    /// @param voxels      which of them are shown, one or more
    record Cloud(Optional<Hemisphere> hemisphere, float[] coordinates, int[] voxels) implements Body {

        /// @throws IllegalArgumentException where none is shown
        public Cloud {
            if (voxels.length == 0) {
                throw new IllegalArgumentException("expected a voxel or more to show, got none");
            }
        }
    }
}
