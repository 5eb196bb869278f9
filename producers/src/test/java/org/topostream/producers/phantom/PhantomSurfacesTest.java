package org.topostream.producers.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Surface;

class PhantomSurfacesTest {
    private static final int VOXELS = 300;
    private static final Anatomy ANATOMY = Anatomy.of(VOXELS);
    private static final List<Surface> SURFACES = new PhantomSurfaces("phantom", ANATOMY).all();

    private static IntBuffer ints(ByteBuffer bytes) {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    }

    @Test
    void eachHemisphereHasFour() {
        Set<String> names = SURFACES.stream().map(each -> each.getHemisphere() + "/" + each.getName())
                .collect(Collectors.toSet());

        assertEquals(Set.of("left/pial", "left/inflated", "left/sphere", "left/flat", "right/pial", "right/inflated",
                "right/sphere", "right/flat"), names);
    }

    @Test
    void everyVoxelIsShownSomewhereOnItsOwnHemisphere() {
        BitSet shown = new BitSet();
        for (Surface surface : SURFACES) {
            IntBuffer voxels = ints(surface.getVoxels());
            assertEquals(surface.getVertices().getShape().getFirst(), voxels.remaining());
            while (voxels.hasRemaining()) {
                int voxel = voxels.get();
                if (voxel >= 0) {
                    shown.set(voxel);
                    assertEquals(surface.getHemisphere().equals("right"), ANATOMY.isRight(voxel));
                }
            }
        }

        assertEquals(VOXELS, shown.cardinality());
    }

    /// A closed surface of triangles has V - E + F = 2, and three edges for two faces.
    @Test
    void theSphereIsClosedAndItsFacesLookOutwards() {
        Surface sphere = SURFACES.stream().filter(each -> each.getName().equals("sphere")).findFirst().orElseThrow();
        float[] vertices = Tensors.floats(sphere.getVertices());
        IntBuffer faces = ints(sphere.getFaces());
        int count = faces.remaining() / 3;

        assertEquals(2, vertices.length / 3 - count * 3 / 2 + count);
        while (faces.hasRemaining()) {
            assertTrue(looksOutwards(vertices, faces.get(), faces.get(), faces.get()));
        }
    }

    private static boolean looksOutwards(float[] vertices, int a, int b, int c) {
        double[] ab = new double[3];
        double[] ac = new double[3];
        double[] out = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            ab[axis] = vertices[3 * b + axis] - vertices[3 * a + axis];
            ac[axis] = vertices[3 * c + axis] - vertices[3 * a + axis];
            out[axis] = vertices[3 * a + axis] - (axis == 0 ? -Anatomy.CENTRE : 0);
        }
        double normal = (ab[1] * ac[2] - ab[2] * ac[1]) * out[0] + (ab[2] * ac[0] - ab[0] * ac[2]) * out[1]
                + (ab[0] * ac[1] - ab[1] * ac[0]) * out[2];
        return normal > 0;
    }
}
