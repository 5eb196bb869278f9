package org.topostream.producers.subjects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.factortopy.surface.MeshFile;
import org.topostream.factortopy.surface.VertexFile;

/// A noise ceiling out of files.
///
/// @param values `[N]` largest Pearson r that a single trial allows, 0 to 1
/// @param note   what people should know of it
record NoiseCeiling(float[] values, Optional<String> note) {

    /// @param files    of all vertices, or one of all voxels
    /// @param vertices V of either hemisphere
    /// @throws IllegalArgumentException where a value is no such r; NaN counts as 0, by which no score is divided
    static NoiseCeiling read(List<Path> files, VoxelNumbers numbers, Map<Hemisphere, Integer> vertices)
            throws IOException {
        float[] values = values(files, numbers, vertices);
        int unknown = 0;
        for (int voxel = 0; voxel < values.length; voxel++) {
            if (Float.isNaN(values[voxel])) {
                unknown++;
                values[voxel] = 0;
            }
            if (values[voxel] < 0 || values[voxel] > 1) {
                throw new IllegalArgumentException("--noise-ceiling: expected the largest Pearson r that a single "
                        + "trial allows, 0 to 1, got " + values[voxel] + " at " + numbers.describe(voxel));
            }
        }
        return new NoiseCeiling(values, unknown == 0
                ? Optional.empty()
                : Optional.of(unknown + " voxels have no noise ceiling (NaN); theirs is 0, by which no score is "
                        + "divided"));
    }

    private static float[] values(List<Path> files, VoxelNumbers numbers, Map<Hemisphere, Integer> vertices)
            throws IOException {
        if (files.size() == 1 && MeshFile.hemisphere(files.getFirst()).isEmpty()) {
            FloatTensor given = VertexFile.read(files.getFirst());
            if (given.values().length == numbers.count()) {
                return given.values().clone();
            }
        }
        float[] values = new float[numbers.count()];
        new HemisphereValues("--noise-ceiling", vertices).read(files).forEach((hemisphere, own) -> {
            int[] voxels = numbers.of(hemisphere);
            for (int vertex = 0; vertex < own.length; vertex++) {
                if (voxels[vertex] >= 0) {
                    values[voxels[vertex]] = own[vertex];
                }
            }
        });
        return values;
    }
}
