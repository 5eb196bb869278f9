package org.topostream.producers.phantom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Surface;

/// Surfaces of the phantom's two hemispheres: the sphere on which its voxels lie, one with folds, one without corners, and
/// the visual cortex laid flat. Each vertex of visual cortex shows the voxel that lies nearest.
final class PhantomSurfaces {
    /// 10,242 vertices a hemisphere, as fsaverage5 has.
    private static final int DIVISIONS = 5;
    private static final double FOLDS = 0.05;
    /// How far the flat surface reaches from the pole, somewhat beyond the voxels.
    private static final double FLAT = 1.2 * Anatomy.RIM;

    private final String subject;
    private final Anatomy anatomy;
    private final Sphere sphere = Sphere.divided(DIVISIONS);

    PhantomSurfaces(String subject, Anatomy anatomy) {
        this.subject = subject;
        this.anatomy = anatomy;
    }

    /// Where a point of the unit sphere lies on a surface, in millimetres from the hemisphere's centre.
    private interface Shape {
        double[] place(double[] point);
    }

    List<Surface> all() {
        List<Surface> surfaces = new ArrayList<>();
        for (boolean right : new boolean[]{false, true}) {
            byte[] voxels = voxels(right);
            surfaces.add(surface(right, "pial", PhantomSurfaces::folded, sphere.faces(), voxels));
            surfaces.add(surface(right, "inflated", PhantomSurfaces::inflated, sphere.faces(), voxels));
            surfaces.add(surface(right, "sphere", PhantomSurfaces::round, sphere.faces(), voxels));
            surfaces.add(surface(right, "flat", PhantomSurfaces::flat, nearPole(), voxels));
        }
        return surfaces;
    }

    private Surface surface(boolean right, String name, Shape shape, List<int[]> faces, byte[] voxels) {
        int count = sphere.vertices().size();
        float[] vertices = new float[3 * count];
        float[] shading = new float[count];
        for (int vertex = 0; vertex < count; vertex++) {
            double[] point = sphere.vertices().get(vertex);
            double[] place = shape.place(point);
            vertices[3 * vertex] = (float) (place[0] + (right ? Anatomy.CENTRE : -Anatomy.CENTRE));
            vertices[3 * vertex + 1] = (float) place[1];
            vertices[3 * vertex + 2] = (float) place[2];
            shading[vertex] = (float) -fold(point);
        }
        return Surface.newBuilder().setSubject(subject).setHemisphere(right ? "right" : "left").setName(name)
                .setVertices(Tensors.float32(vertices, count, 3)).setFaces(bytes(faces))
                .setVoxels(ByteBuffer.wrap(voxels)).setShading(Tensors.float32(shading, count))
                .setSource("topostream's phantom").build();
    }

    private static double[] round(double[] point) {
        return scaled(point, Anatomy.RADIUS);
    }

    private static double[] folded(double[] point) {
        return scaled(point, Anatomy.RADIUS * (1 + FOLDS * fold(point)));
    }

    private static double[] inflated(double[] point) {
        double[] place = scaled(point, Anatomy.RADIUS);
        return new double[]{0.7 * place[0], 1.2 * place[1], 0.9 * place[2]};
    }

    /// Distance and direction from the pole are kept; seen from behind, as one looks at the pole.
    private static double[] flat(double[] point) {
        double fromPole = Math.acos(Math.clamp(-point[1], -1, 1));
        double around = Math.atan2(point[2], point[0]);
        double distance = Anatomy.RADIUS * Math.min(fromPole, FLAT);
        return new double[]{distance * Math.cos(around), 0, distance * Math.sin(around)};
    }

    private static double[] scaled(double[] point, double length) {
        return new double[]{length * point[0], length * point[1], length * point[2]};
    }

    /// Waves that look like gyri (1) and sulci (-1).
    private static double fold(double[] point) {
        return Math.sin(9 * point[0] + 3 * Math.sin(5 * point[2]))
                * Math.cos(8 * point[2] - 2 * Math.sin(6 * point[1]));
    }

    private List<int[]> nearPole() {
        return sphere.faces().stream().filter(face -> {
            for (int vertex : face) {
                if (Math.acos(Math.clamp(-sphere.vertices().get(vertex)[1], -1, 1)) > FLAT) {
                    return false;
                }
            }
            return true;
        }).toList();
    }

    private byte[] voxels(boolean right) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * sphere.vertices().size())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double[] point : sphere.vertices()) {
            boolean visual = -point[1] >= Math.cos(Anatomy.RIM);
            bytes.putInt(visual ? nearest(right, point) : -1);
        }
        return bytes.array();
    }

    private int nearest(boolean right, double[] point) {
        double[] place = scaled(point, Anatomy.RADIUS);
        place[0] += right ? Anatomy.CENTRE : -Anatomy.CENTRE;
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int voxel = 0; voxel < anatomy.voxels(); voxel++) {
            if (anatomy.isRight(voxel) == right) {
                double distance = 0;
                for (int axis = 0; axis < 3; axis++) {
                    double apart = place[axis] - anatomy.coordinates()[3 * voxel + axis];
                    distance += apart * apart;
                }
                if (distance < least) {
                    least = distance;
                    nearest = voxel;
                }
            }
        }
        return nearest;
    }

    private static ByteBuffer bytes(List<int[]> faces) {
        ByteBuffer bytes = ByteBuffer.allocate(3 * Integer.BYTES * faces.size()).order(ByteOrder.LITTLE_ENDIAN);
        faces.forEach(face -> {
            for (int vertex : face) {
                bytes.putInt(vertex);
            }
        });
        return bytes.flip();
    }
}
