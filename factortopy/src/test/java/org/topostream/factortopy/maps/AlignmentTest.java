package org.topostream.factortopy.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.maps.Alignment.Point;

class AlignmentTest {
    private static final Point V1 = new Point("V1", new float[]{0.05f, 0.15f, Float.NaN});
    private static final Point V2V = new Point("V2v", new float[]{0.2f, 0.3f, 0.25f});
    private static final Point V2D = new Point("V2d", new float[]{0.45f});
    private static final Point HV4 = new Point("hV4", new float[]{0.5f, 0.6f});
    private static final Point FFA = new Point("FFA-1", new float[]{0.8f, 0.9f, 1});
    private static final Point OTHER = new Point("IPS0", new float[]{0});
    private static final Point EMPTY = new Point("V3", new float[]{Float.NaN});

    /// Expected numbers are those of `np.polyfit([0, 0.25, 0.75, 1], [0.1, 0.3, 0.55, 0.9], 1)` of NumPy 2.4: V1, V2
    /// (the mean of its four voxels), V4 and areas with a preference, V3 being absent.
    @Test
    void isTheLineOfLeastSquaresThroughTheRanksThatThereAre() {
        Optional<Alignment> found = Alignment.of(List.of(FFA, V2V, OTHER, V1, EMPTY, HV4, V2D));

        Alignment alignment = found.orElseThrow();
        assertEquals(0.74, alignment.slope(), 1e-6);
        assertEquals(0.0925, alignment.b0(), 1e-6);
        assertEquals(0.8325, alignment.b1(), 1e-6);
        assertEquals(List.of("V1", "V2v", "V2d", "hV4", "FFA-1"), alignment.rois());
    }

    @Test
    void goesThroughBothOfTwoRanks() {
        Optional<Alignment> found = Alignment.of(List.of(HV4, FFA));

        Alignment alignment = found.orElseThrow();
        assertEquals(0.55, alignment.b0(), 1e-6);
        assertEquals(0.9, alignment.b1(), 1e-6);
        assertEquals(0.35, alignment.slope(), 1e-6);
    }

    @Test
    void thereIsNoneWithOneRank() {
        assertEquals(Optional.empty(), Alignment.of(List.of(V2V, V2D, OTHER)));
    }

    @Test
    void aRegionWithoutValuesIsNoRank() {
        assertEquals(Optional.empty(), Alignment.of(List.of(V1, EMPTY)));
    }

    @Test
    void thereIsNoneWithoutRegions() {
        assertEquals(Optional.empty(), Alignment.of(List.of()));
    }
}
