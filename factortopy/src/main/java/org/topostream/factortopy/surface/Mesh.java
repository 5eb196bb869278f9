package org.topostream.factortopy.surface;

import java.util.Arrays;
import java.util.function.IntPredicate;

/// A surface of triangles.
///
/// @param vertices `[V, 3]` coordinates in millimetres: x to the right, y to the front, z up
/// @param faces    `[F, 3]` numbers of vertices, counter-clockwise seen from outside
public record Mesh(float[] vertices, int[] faces) {
    private static final int AXES = 3;

    /// @throws IllegalArgumentException where there is no vertex, a coordinate is not finite, or a face has a vertex
    ///                                  that is not there
    public Mesh {
        if (vertices.length == 0 || vertices.length % AXES != 0 || faces.length % AXES != 0) {
            throw new IllegalArgumentException("expected three coordinates for each of one vertex or more and three "
                    + "vertices for each face, got " + vertices.length + " and " + faces.length + " numbers");
        }
        int count = vertices.length / AXES;
        for (int i = 0; i < vertices.length; i++) {
            if (!Float.isFinite(vertices[i])) {
                throw new IllegalArgumentException("vertex " + i / AXES + " lies at " + vertices[i] + " on axis "
                        + "xyz".charAt(i % AXES) + ", expected a finite number");
            }
        }
        for (int i = 0; i < faces.length; i++) {
            if (faces[i] < 0 || faces[i] >= count) {
                throw new IllegalArgumentException("face " + i / AXES + " has vertex " + faces[i]
                        + ", expected 0 to " + (count - 1));
            }
        }
    }

    /// V.
    public int vertexCount() {
        return vertices.length / AXES;
    }

    /// F.
    public int faceCount() {
        return faces.length / AXES;
    }

    /// Which vertices belong to a face `[V]`.
    public boolean[] used() {
        boolean[] used = new boolean[vertexCount()];
        for (int vertex : faces) {
            used[vertex] = true;
        }
        return used;
    }

    /// The same surface with its faces counter-clockwise seen from outside. A closed surface whose volume comes out
    /// negative is turned inside out; an open one, which has no outside, stays as it is where its volume is 0.
    public Mesh outward() {
        if (volume() >= 0) {
            return this;
        }
        int[] turned = faces.clone();
        for (int face = 0; face < turned.length; face += AXES) {
            turned[face + 1] = faces[face + 2];
            turned[face + 2] = faces[face + 1];
        }
        return new Mesh(vertices, turned);
    }

    /// The volume that is enclosed, in cubic millimetres, by the divergence theorem: positive where faces are
    /// counter-clockwise seen from outside.
    double volume() {
        double sum = 0;
        for (int face = 0; face < faces.length; face += AXES) {
            int a = AXES * faces[face];
            int b = AXES * faces[face + 1];
            int c = AXES * faces[face + 2];
            sum += vertices[a] * minor(b, c, 1, 2) + vertices[a + 1] * minor(b, c, 2, 0)
                    + vertices[a + 2] * minor(b, c, 0, 1);
        }
        return sum / 6;
    }

    private double minor(int b, int c, int first, int second) {
        return (double) vertices[b + first] * vertices[c + second]
                - (double) vertices[b + second] * vertices[c + first];
    }

    /// The same vertices with those faces only of which all three vertices are kept.
    Mesh cut(IntPredicate kept) {
        int[] left = new int[faces.length];
        int length = 0;
        for (int face = 0; face < faces.length; face += AXES) {
            if (kept.test(faces[face]) && kept.test(faces[face + 1]) && kept.test(faces[face + 2])) {
                System.arraycopy(faces, face, left, length, AXES);
                length += AXES;
            }
        }
        return new Mesh(vertices, Arrays.copyOf(left, length));
    }

    /// The same surface, with vertices that belong to no face in its middle: flat surfaces keep those that were cut
    /// away wherever they lay in the folded brain, which is beside the picture.
    public Mesh withoutStrays() {
        boolean[] used = used();
        double[] middle = new double[AXES];
        int count = 0;
        for (int vertex = 0; vertex < used.length; vertex++) {
            if (used[vertex]) {
                count++;
                for (int axis = 0; axis < AXES; axis++) {
                    middle[axis] += vertices[AXES * vertex + axis];
                }
            }
        }
        float[] gathered = vertices.clone();
        for (int vertex = 0; vertex < used.length; vertex++) {
            for (int axis = 0; axis < AXES && !used[vertex]; axis++) {
                gathered[AXES * vertex + axis] = (float) (middle[axis] / Math.max(1, count));
            }
        }
        return new Mesh(gathered, faces);
    }

    /// Whether all coordinates and faces are the same.
    @Override
    public boolean equals(Object other) {
        return other instanceof Mesh mesh && Arrays.equals(vertices, mesh.vertices)
                && Arrays.equals(faces, mesh.faces);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(vertices) + Arrays.hashCode(faces);
    }

    @Override
    public String toString() {
        return "Mesh[" + vertexCount() + " vertices, " + faceCount() + " faces]";
    }
}
