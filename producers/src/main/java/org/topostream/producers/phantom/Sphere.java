package org.topostream.producers.phantom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A unit sphere of triangles, as even as can be: an icosahedron whose triangles have been divided into four, again and
/// again.
///
/// @param vertices each `[x, y, z]`
/// @param faces    each three numbers of vertices, counter-clockwise seen from outside
record Sphere(List<double[]> vertices, List<int[]> faces) {
    private static final double GOLDEN = (1 + Math.sqrt(5)) / 2;
    private static final double[][] CORNERS = {{-1, GOLDEN, 0}, {1, GOLDEN, 0}, {-1, -GOLDEN, 0}, {1, -GOLDEN, 0},
            {0, -1, GOLDEN}, {0, 1, GOLDEN}, {0, -1, -GOLDEN}, {0, 1, -GOLDEN}, {GOLDEN, 0, -1}, {GOLDEN, 0, 1},
            {-GOLDEN, 0, -1}, {-GOLDEN, 0, 1}};
    private static final int[][] SIDES = {{0, 11, 5}, {0, 5, 1}, {0, 1, 7}, {0, 7, 10}, {0, 10, 11}, {1, 5, 9},
            {5, 11, 4}, {11, 10, 2}, {10, 7, 6}, {7, 1, 8}, {3, 9, 4}, {3, 4, 2}, {3, 2, 6}, {3, 6, 8}, {3, 8, 9},
            {4, 9, 5}, {2, 4, 11}, {6, 2, 10}, {8, 6, 7}, {9, 8, 1}};

    /// `10 * 4^divisions + 2` vertices.
    static Sphere divided(int divisions) {
        Sphere sphere = new Sphere(new ArrayList<>(), List.of(SIDES));
        for (double[] corner : CORNERS) {
            sphere.vertices.add(unit(corner[0], corner[1], corner[2]));
        }
        for (int i = 0; i < divisions; i++) {
            sphere = sphere.divided();
        }
        return sphere;
    }

    private Sphere divided() {
        List<double[]> more = new ArrayList<>(vertices);
        List<int[]> smaller = new ArrayList<>();
        Map<Long, Integer> middles = new HashMap<>();
        for (int[] face : faces) {
            int ab = middle(face[0], face[1], more, middles);
            int bc = middle(face[1], face[2], more, middles);
            int ca = middle(face[2], face[0], more, middles);
            smaller.addAll(List.of(new int[]{face[0], ab, ca}, new int[]{face[1], bc, ab}, new int[]{face[2], ca, bc},
                    new int[]{ab, bc, ca}));
        }
        return new Sphere(more, smaller);
    }

    private static int middle(int a, int b, List<double[]> vertices, Map<Long, Integer> middles) {
        long edge = ((long) Math.min(a, b) << 32) | Math.max(a, b);
        return middles.computeIfAbsent(edge, key -> {
            double[] from = vertices.get(a);
            double[] to = vertices.get(b);
            vertices.add(unit(from[0] + to[0], from[1] + to[1], from[2] + to[2]));
            return vertices.size() - 1;
        });
    }

    private static double[] unit(double x, double y, double z) {
        double length = Math.sqrt(x * x + y * y + z * z);
        return new double[]{x / length, y / length, z / length};
    }
}
