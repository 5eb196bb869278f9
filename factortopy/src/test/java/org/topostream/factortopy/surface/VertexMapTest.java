package org.topostream.factortopy.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.FloatTensor;

class VertexMapTest {
    private static final FloatTensor VALUES = new FloatTensor(new int[]{2, 2}, new float[]{1, 2, 3, 4});
    private static final List<String> COLUMNS = List.of("x", "y");

    @Test
    void showsAtEachVertexTheValuesOfItsVoxel() {
        VertexMap map = VertexMap.of(Hemisphere.LEFT, VALUES, COLUMNS, new int[]{1, -1, 0, 1});

        assertEquals(4, map.vertices());
        assertArrayEquals(new float[]{3, Float.NaN, 1, 3}, map.column(0));
        assertArrayEquals(new float[]{4, Float.NaN, 2, 4}, map.column(1));
    }

    @Test
    void takesOneValueAVoxel() {
        FloatTensor values = new FloatTensor(new int[]{3}, new float[]{5, 6, 7});

        assertArrayEquals(new float[]{7, 5},
                VertexMap.of(Hemisphere.RIGHT, values, List.of("r"), new int[]{2, 0}).values());
    }

    @Test
    void refusesVoxelsAndColumnsThatAreNotThere() {
        assertRefused("vertex 1 of the left hemisphere shows voxel 2, expected -1 to 1", COLUMNS, 0, 2);
        assertRefused("vertex 0 of the left hemisphere shows voxel -2, expected -1 to 1", COLUMNS, -2);
        assertRefused("expected 1 values a voxel, one for each of [x], got values of shape [2, 2]", List.of("x"), 0);
    }

    private static void assertRefused(String reason, List<String> columns, int... voxels) {
        assertEquals(reason, assertThrows(IllegalArgumentException.class,
                () -> VertexMap.of(Hemisphere.LEFT, VALUES, columns, voxels)).getMessage());
    }
}
