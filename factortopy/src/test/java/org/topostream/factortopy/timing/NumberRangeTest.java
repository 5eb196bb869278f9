package org.topostream.factortopy.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NumberRangeTest {
    @Test
    void readsWhatItWrites() {
        assertEquals(new NumberRange(3, 3), NumberRange.parse("3"));
        assertEquals(new NumberRange(17, 18), NumberRange.parse(" 17 - 18 "));
        assertEquals("3", new NumberRange(3, 3).text());
        assertEquals("17-18", new NumberRange(17, 18).text());
    }

    @Test
    void hasItsFirstAndItsLastNumber() {
        NumberRange range = new NumberRange(2, 4);

        assertEquals(3, range.count());
        assertTrue(range.contains(2) && range.contains(4));
        assertFalse(range.contains(1) || range.contains(5));
    }

    @Test
    void refusesWhatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new NumberRange(4, 3));
        assertThrows(IllegalArgumentException.class, () -> NumberRange.parse("-3"));
        assertThrows(IllegalArgumentException.class, () -> NumberRange.parse("3-"));
        assertThrows(IllegalArgumentException.class, () -> NumberRange.parse("three"));
    }
}
