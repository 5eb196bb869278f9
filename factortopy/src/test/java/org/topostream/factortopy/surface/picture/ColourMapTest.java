package org.topostream.factortopy.surface.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColourMapTest {

    @ParameterizedTest
    @CsvSource({"viridis, VIRIDIS", "Turbo, TURBO", "vik, VIK", "diverging, VIK", "tab20, TAB20", "phase, PHASE",
            "something else, VIRIDIS"})
    void isFoundByAHint(String hint, ColourMap expected) {
        assertEquals(expected, ColourMap.of(hint));
    }

    /// Matplotlib 3's `viridis(0)`, `viridis(0.5)` and `viridis(1)`.
    @Test
    void hasItsColoursFromEndToEnd() {
        assertEquals(0x440154, ColourMap.VIRIDIS.colour(-1, -1, 1));
        assertEquals(0x21918C, ColourMap.VIRIDIS.colour(0, -1, 1));
        assertEquals(0xFDE725, ColourMap.VIRIDIS.colour(1, -1, 1));
    }

    @Test
    void showsValuesBeyondTheEndsAsTheEnds() {
        assertEquals(0x440154, ColourMap.VIRIDIS.colour(Double.NEGATIVE_INFINITY, 0, 1));
        assertEquals(0xFDE725, ColourMap.VIRIDIS.colour(7, 0, 1));
    }

    @Test
    void hasAColourWhereTheScaleHasNoLength() {
        assertEquals(0x21918C, ColourMap.VIRIDIS.colour(3, 3, 3));
    }

    @Test
    void hasOneColourForEachKind() {
        assertEquals(0x1F77B4, ColourMap.TAB20.colour(0, 0, 19));
        assertEquals(0xFF7F0E, ColourMap.TAB20.colour(2, 0, 19));
        assertEquals(0x1F77B4, ColourMap.TAB20.colour(20, 0, 19));
        assertEquals(0x9EDAE5, ColourMap.TAB20.colour(-1, 0, 19));
    }

    @Test
    void tellsPlacesApartByDirectionAndDistance() {
        assertEquals(0xF2F2F2, ColourMap.PHASE.place(0, 0, 1));
        assertEquals(0x733957, ColourMap.PHASE.place(1, 0, 1));
        assertEquals(0x733957, ColourMap.PHASE.place(9, 0, 1));
        assertNotEquals(ColourMap.PHASE.place(0, 1, 1), ColourMap.PHASE.place(0, -1, 1));
        assertNotEquals(ColourMap.PHASE.place(0.5, 0, 1), ColourMap.PHASE.place(1, 0, 1));
    }
}
