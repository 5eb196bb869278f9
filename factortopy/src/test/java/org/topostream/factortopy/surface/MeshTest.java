package org.topostream.factortopy.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MeshTest {
    private static final Mesh OUTWARD = NibabelFiles.TETRAHEDRON;

    private static Mesh insideOut() {
        int[] faces = OUTWARD.faces().clone();
        for (int face = 0; face < faces.length; face += 3) {
            faces[face + 1] = OUTWARD.faces()[face + 2];
            faces[face + 2] = OUTWARD.faces()[face + 1];
        }
        return new Mesh(OUTWARD.vertices(), faces);
    }

    @Test
    void hasTheVolumeOfATetrahedronWhereverItLies() {
        float[] elsewhere = OUTWARD.vertices().clone();
        for (int i = 0; i < elsewhere.length; i++) {
            elsewhere[i] += 100;
        }

        assertEquals(0.25, OUTWARD.volume(), 1e-9);
        assertEquals(0.25, new Mesh(elsewhere, OUTWARD.faces()).volume(), 1e-9);
        assertEquals(-0.25, insideOut().volume(), 1e-9);
    }

    @Test
    void turnsASurfaceThatIsInsideOut() {
        assertEquals(OUTWARD, insideOut().outward());
        assertSame(OUTWARD, OUTWARD.outward());
    }

    @Test
    void keepsFacesOfWhichAllVerticesAreKept() {
        assertArrayEquals(new int[]{1, 2, 3}, OUTWARD.cut(vertex -> vertex > 0).faces());
    }

    @Test
    void refusesWhatIsNoSurface() {
        assertRefused("expected three coordinates for each of one vertex or more and three vertices for each face, got "
                + "2 and 0 numbers", new float[2]);
        assertRefused("expected three coordinates for each of one vertex or more and three vertices for each face, got "
                + "0 and 0 numbers", new float[0]);
        assertRefused("face 0 has vertex -1, expected 0 to 0", new float[3], 0, -1, 0);
        assertRefused("vertex 1 lies at Infinity on axis y, expected a finite number",
                new float[]{0, 0, 0, 0, Float.POSITIVE_INFINITY, 0});
    }

    private static void assertRefused(String reason, float[] vertices, int... faces) {
        assertEquals(reason,
                assertThrows(IllegalArgumentException.class, () -> new Mesh(vertices, faces)).getMessage());
    }
}
