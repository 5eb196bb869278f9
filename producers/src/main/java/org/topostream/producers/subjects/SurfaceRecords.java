package org.topostream.producers.subjects;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.factortopy.surface.Mesh;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Surface;

/// Between [Mesh]es and [Surface] records.
public final class SurfaceRecords {
    private static final int AXES = 3;

    private SurfaceRecords() {}

    /// @param voxels  `[V]` number of the voxel at each vertex, -1 for none
    /// @param shading `[V]`
    static Surface of(String subject, Hemisphere hemisphere, String name, Mesh mesh, int[] voxels,
            Optional<float[]> shading, String source) {
        return Surface.newBuilder().setSubject(subject).setHemisphere(hemisphere.label()).setName(name)
                .setVertices(Tensors.float32(mesh.vertices(), mesh.vertexCount(), AXES)).setFaces(bytes(mesh.faces()))
                .setVoxels(bytes(voxels))
                .setShading(shading.map(values -> Tensors.float32(values, values.length)).orElse(null))
                .setSource(source).build();
    }

    /// `hemisphere/name`, under which a reader of the topic keeps the newest.
    public static String key(Surface surface) {
        return surface.getHemisphere() + "/" + surface.getName();
    }

    /// @throws IllegalArgumentException where it is no [Mesh]
    public static Mesh mesh(Surface surface) {
        try {
            return new Mesh(Tensors.floats(surface.getVertices()), ints(surface.getFaces()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("surface " + key(surface) + " of " + surface.getSubject() + ": "
                    + e.getMessage(), e);
        }
    }

    /// @return `[V]` number of the voxel at each vertex, -1 for none
    public static int[] voxels(Surface surface) {
        return ints(surface.getVoxels());
    }

    /// @return `[V]`, or `[0]` where there is none
    public static float[] shading(Surface surface) {
        return surface.getShading() == null ? new float[0] : Tensors.floats(surface.getShading());
    }

    private static ByteBuffer bytes(int[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, values.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return bytes;
    }

    private static int[] ints(ByteBuffer bytes) {
        int[] values = new int[bytes.remaining() / Integer.BYTES];
        bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
        return values;
    }
}
