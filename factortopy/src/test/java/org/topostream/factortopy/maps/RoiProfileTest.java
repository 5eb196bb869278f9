package org.topostream.factortopy.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

class RoiProfileTest {
    private static final float NONE = Float.NaN;
    private static final MapValues MAP = new MapValues("space",
            new float[]{1, 10, NONE, NONE, 3, -2, 4.5f, 7, 8, NONE, 100, 100}, List.of("x", "y"), "", 0, 1, "phase");

    /// Expected numbers are NumPy 2.4's `np.nanmean` and `np.nanmedian` of the first five rows, `axis=0`.
    @Test
    void leavesOutVoxelsWithoutAValue() {
        RoiProfile profile = RoiProfile.of(MAP, new int[]{0, 1, 2, 3, 4});

        assertEquals(4, profile.voxels());
        assertArrayEquals(new double[]{4.125, 5}, profile.means(), 1e-12);
        assertArrayEquals(new double[]{3.75, 7}, profile.medians(), 1e-12);
    }

    @Test
    void hasNoMeanWhereNoVoxelHasAValue() {
        RoiProfile profile = RoiProfile.of(MAP, new int[]{1});

        assertEquals(0, profile.voxels());
        assertArrayEquals(new double[]{Double.NaN, Double.NaN}, profile.means());
        assertArrayEquals(new double[]{Double.NaN, Double.NaN}, profile.medians());
    }

    @Test
    void aRegionMayBeEmpty() {
        RoiProfile profile = RoiProfile.of(MAP, new int[0]);

        assertEquals(0, profile.voxels());
        assertArrayEquals(new double[]{Double.NaN, Double.NaN}, profile.means());
    }

    @Test
    void refusesAVoxelThatTheMapLacks() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> RoiProfile.of(MAP, new int[]{0, 6}));

        assertEquals("expected voxels from 0 to 5, got 6", refused.getMessage());
    }
}
