package org.topostream.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void isTheMiddleAndTheEnds() {
        assertEquals(new Spread(3, 1, 9), Spread.of(9, 1, 3));
        assertEquals(new Spread(2.5, 1, 4), Spread.of(4, 2, 1, 3));
    }

    @Test
    void theLongestDurationIsTheLowestRate() {
        assertEquals(new Spread(4, 2, 8), new Spread(2, 1, 4).perSecond(8));
    }
}
