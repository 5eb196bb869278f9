package org.topostream.factortopy.surface;

import java.util.Arrays;

/// A named part of one hemisphere's surface.
///
/// @param name     what the file calls it
/// @param vertices numbers of the vertices inside, ascending
public record VertexRegion(String name, int[] vertices) {

    @Override
    public boolean equals(Object other) {
        return other instanceof VertexRegion region && name.equals(region.name)
                && Arrays.equals(vertices, region.vertices);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(vertices);
    }

    @Override
    public String toString() {
        return "VertexRegion[" + name + ", " + vertices.length + " vertices]";
    }
}
