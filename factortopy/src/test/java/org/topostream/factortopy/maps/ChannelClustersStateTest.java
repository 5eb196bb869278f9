package org.topostream.factortopy.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.factortopy.maps.ChannelClusters.Previous;

/// The state against bytes put together by hand.
class ChannelClustersStateTest {
    private static final Previous STATE = new Previous(2, new float[]{1, 0, -0.5f, 2}, new byte[]{0, 19, 3});
    /// Version 1, 2 channels, 2 centres, 3 voxels; then the centres and the labels.
    private static final byte[] BYTES = HexFormat.of()
            .parseHex("01" + "02000000" + "02000000" + "03000000" + "0000803f" + "00000000" + "000000bf" + "00000040"
                    + "00" + "13" + "03");

    @Test
    void isWrittenAsTheFormatSays() {
        byte[] bytes = STATE.toBytes();

        assertArrayEquals(BYTES, bytes);
    }

    @Test
    void isReadAsItWasWritten() {
        Previous read = Previous.fromBytes(BYTES);

        assertEquals(2, read.width());
        assertArrayEquals(STATE.centres(), read.centres());
        assertArrayEquals(STATE.labels(), read.labels());
    }

    @Test
    void refusesAVersionOfTheFuture() {
        byte[] future = BYTES.clone();
        future[0] = 2;

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Previous.fromBytes(future));

        assertEquals("not channel clusters: expected version 1 and 13 bytes or more, got version 2 and 32",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 13, 28, 31, 33})
    void refusesAnotherNumberOfBytes(int length) {
        byte[] cut = Arrays.copyOf(BYTES, length);

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Previous.fromBytes(cut));

        assertEquals("not channel clusters: ", refused.getMessage().substring(0, 22));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 12})
    void refusesSizesThatAreTooLarge(int highestByte) {
        byte[] damaged = BYTES.clone();
        damaged[highestByte] = 0x7f;

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Previous.fromBytes(damaged));

        assertEquals("not channel clusters: ", refused.getMessage().substring(0, 22));
    }

    @Test
    void refusesALabelThatIsNoCluster() {
        byte[] damaged = BYTES.clone();
        damaged[damaged.length - 1] = 20;

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Previous.fromBytes(damaged));

        assertEquals("expected labels from 0 to 19, got 20", refused.getMessage());
    }

    @Test
    void refusesACentreThatIsNotFinite() {
        byte[] damaged = BYTES.clone();
        damaged[15] = (byte) 0x80;
        damaged[16] = 0x7f;

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Previous.fromBytes(damaged));

        assertEquals("expected finite centres, got Infinity", refused.getMessage());
    }
}
