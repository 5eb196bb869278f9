package org.topostream.factortopy.surface.picture;

import java.util.Arrays;

import org.topostream.factortopy.surface.Mesh;

/// Paints a surface: each pixel has the colour of the nearest vertex, not a mixture, since half-way between two voxels
/// nothing was measured; what has no voxel is grey, darker in sulci. Of faces one behind the other the nearest is seen.
final class CortexPainter {
    private static final int AXES = 3;
    private static final int GYRUS = 0xC8C8C8;
    private static final int SULCUS = 0x9A9A9A;
    /// Brightness where the surface is seen edge-on.
    private static final double EDGE = 0.4;

    private final Mesh mesh;
    private final View view;
    private final Raster raster;
    /// Of every vertex: where it lies in the picture, its colour, its brightness
    private final double[] x;
    private final double[] y;
    private final double[] near;
    private final int[] colours;
    private final double[] light;
    /// Of every pixel: how near the face is that it shows
    private final double[] nearest;

    /// @param inks `[N]`, see [Inks]
    CortexPainter(Body.Cortex cortex, View view, Projection projection, int[] inks, Raster raster) {
        mesh = cortex.mesh();
        this.view = view;
        this.raster = raster;
        int count = mesh.vertexCount();
        x = new double[count];
        y = new double[count];
        near = new double[count];
        colours = new int[count];
        for (int vertex = 0; vertex < count; vertex++) {
            x[vertex] = projection.x(view.right(mesh.vertices(), vertex));
            y[vertex] = projection.y(view.up(mesh.vertices(), vertex));
            near[vertex] = view.near(mesh.vertices(), vertex);
            int voxel = cortex.voxels()[vertex];
            int ink = voxel < 0 ? Inks.NONE : inks[voxel];
            boolean sulcus = cortex.shading().length > 0 && cortex.shading()[vertex] > 0;
            colours[vertex] = ink != Inks.NONE ? ink : sulcus ? SULCUS : GYRUS;
        }
        light = light();
        nearest = new double[raster.width() * raster.height()];
        Arrays.fill(nearest, Double.NEGATIVE_INFINITY);
    }

    void paint() {
        int[] faces = mesh.faces();
        for (int face = 0; face < faces.length; face += AXES) {
            paint(faces[face], faces[face + 1], faces[face + 2]);
        }
    }

    /// How much each vertex faces the eye, from either side: the direction of a vertex is that of its faces, larger
    /// ones more.
    private double[] light() {
        float[] normals = new float[mesh.vertices().length];
        int[] faces = mesh.faces();
        for (int face = 0; face < faces.length; face += AXES) {
            float[] normal = normal(faces[face], faces[face + 1], faces[face + 2]);
            for (int corner = 0; corner < AXES; corner++) {
                for (int axis = 0; axis < AXES; axis++) {
                    normals[AXES * faces[face + corner] + axis] += normal[axis];
                }
            }
        }
        double[] brightness = new double[mesh.vertexCount()];
        for (int vertex = 0; vertex < brightness.length; vertex++) {
            double length = Math.sqrt(Math.pow(normals[AXES * vertex], 2) + Math.pow(normals[AXES * vertex + 1], 2)
                    + Math.pow(normals[AXES * vertex + 2], 2));
            double facing = length > 0 ? Math.abs(view.near(normals, vertex)) / length : 1;
            brightness[vertex] = EDGE + (1 - EDGE) * facing;
        }
        return brightness;
    }

    /// The cross product of two sides.
    private float[] normal(int a, int b, int c) {
        double[] first = side(a, b);
        double[] second = side(a, c);
        return new float[]{(float) (first[1] * second[2] - first[2] * second[1]),
                (float) (first[2] * second[0] - first[0] * second[2]),
                (float) (first[0] * second[1] - first[1] * second[0])};
    }

    private double[] side(int from, int to) {
        double[] side = new double[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            side[axis] = (double) mesh.vertices()[AXES * to + axis] - mesh.vertices()[AXES * from + axis];
        }
        return side;
    }

    private void paint(int a, int b, int c) {
        double area = twice(x[a], y[a], x[b], y[b], x[c], y[c]);
        if (area == 0) {
            return;
        }
        int left = (int) Math.max(0, Math.floor(Math.min(x[a], Math.min(x[b], x[c]))));
        int right = (int) Math.min(raster.width() - 1, Math.ceil(Math.max(x[a], Math.max(x[b], x[c]))));
        int top = (int) Math.max(0, Math.floor(Math.min(y[a], Math.min(y[b], y[c]))));
        int bottom = (int) Math.min(raster.height() - 1, Math.ceil(Math.max(y[a], Math.max(y[b], y[c]))));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double ofA = twice(x[b], y[b], x[c], y[c], column + 0.5, row + 0.5) / area;
                double ofB = twice(x[c], y[c], x[a], y[a], column + 0.5, row + 0.5) / area;
                double ofC = 1 - ofA - ofB;
                double depth = ofA * near[a] + ofB * near[b] + ofC * near[c];
                if (ofA >= 0 && ofB >= 0 && ofC >= 0 && depth > nearest[row * raster.width() + column]) {
                    nearest[row * raster.width() + column] = depth;
                    int vertex = ofA >= ofB && ofA >= ofC ? a : ofB >= ofC ? b : c;
                    raster.set(column, row, ColourMap.mix(Raster.BLACK, colours[vertex],
                            ofA * light[a] + ofB * light[b] + ofC * light[c]));
                }
            }
        }
    }

    /// Twice the area of a triangle, negative where its corners go the other way round.
    private static double twice(double ax, double ay, double bx, double by, double cx, double cy) {
        return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    }
}
