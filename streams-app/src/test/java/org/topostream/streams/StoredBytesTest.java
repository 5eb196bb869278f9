package org.topostream.streams;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

/// Bytes put together by hand: stores outlive programs.
class StoredBytesTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void writesItsVersionBeforeTheNumbers() {
        assertEquals("010000000000000102", HEX.formatHex(StoredBytes.of(258)));
        assertEquals("013ff0000000000000c000000000000000", HEX.formatHex(StoredBytes.of(new double[]{1, -2})));
    }

    @Test
    void readsWhatItWrote() {
        assertEquals(258, StoredBytes.number(HEX.parseHex("010000000000000102")));
        assertArrayEquals(new double[]{1, -2},
                StoredBytes.numbers(HEX.parseHex("013ff0000000000000c000000000000000")));
    }

    @Test
    void readsStoresFromBeforeThereWereVersions() {
        assertEquals(258, StoredBytes.number(HEX.parseHex("0000000000000102")));
        assertArrayEquals(new double[]{1, -2}, StoredBytes.numbers(HEX.parseHex("3ff0000000000000c000000000000000")));
    }

    @Test
    void refusesALaterVersion() {
        IllegalStateException e = assertThrows(IllegalStateException.class,
                () -> StoredBytes.number(HEX.parseHex("020000000000000102")));

        assertTrue(e.getMessage().contains("format version 2, this program reads versions 0 and 1"), e.getMessage());
    }
}
