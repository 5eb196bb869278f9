package org.topostream.producers.subjects;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

import org.topostream.factortopy.surface.Hemisphere;

/// Which vertices are voxels, and their numbers: those of the left hemisphere first, then those of the right.
final class VoxelNumbers {
    private final Map<Hemisphere, int[]> numbers = new EnumMap<>(Hemisphere.class);
    private int count;

    /// All vertices.
    /// @param vertices V of either hemisphere
    static VoxelNumbers all(Map<Hemisphere, Integer> vertices) {
        VoxelNumbers numbers = new VoxelNumbers();
        for (Hemisphere hemisphere : Hemisphere.values()) {
            float[] inside = new float[vertices.get(hemisphere)];
            Arrays.fill(inside, 1);
            numbers.add(hemisphere, inside);
        }
        return numbers;
    }

    /// Those that a mask takes.
    /// @param mask `[V]` of either hemisphere, neither 0 nor NaN inside
    /// @throws IllegalArgumentException where it takes none
    static VoxelNumbers of(Map<Hemisphere, float[]> mask) {
        VoxelNumbers numbers = new VoxelNumbers();
        for (Hemisphere hemisphere : Hemisphere.values()) {
            numbers.add(hemisphere, mask.get(hemisphere));
        }
        if (numbers.count == 0) {
            throw new IllegalArgumentException("--mask: expected a vertex or more inside, got none");
        }
        return numbers;
    }

    private void add(Hemisphere hemisphere, float[] inside) {
        int[] own = new int[inside.length];
        for (int vertex = 0; vertex < own.length; vertex++) {
            own[vertex] = inside[vertex] == 0 || Float.isNaN(inside[vertex]) ? -1 : count++;
        }
        numbers.put(hemisphere, own);
    }

    /// N.
    int count() {
        return count;
    }

    /// `[V]` number of the voxel at each vertex, -1 for none.
    int[] of(Hemisphere hemisphere) {
        return numbers.get(hemisphere).clone();
    }

    /// Which vertex a voxel is, for people.
    String describe(int voxel) {
        for (Hemisphere hemisphere : Hemisphere.values()) {
            int[] own = numbers.get(hemisphere);
            for (int vertex = 0; vertex < own.length; vertex++) {
                if (own[vertex] == voxel) {
                    return "vertex " + vertex + " of the " + hemisphere.label() + " hemisphere";
                }
            }
        }
        throw new IllegalArgumentException("voxel " + voxel + ": expected 0 to " + (count - 1));
    }
}
