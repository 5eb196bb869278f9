package org.topostream.factortopy.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.factortopy.FloatTensor;

/// Archives against bytes put together by hand.
class TensorArchiveTest {
    private static final String KIND = "sums";
    private static final ObjectNode HEADER = JsonNodeFactory.instance.objectNode().put("n", 7);
    private static final float[] EXACT = {0.1f, -3};
    /// What NumPy makes of [#ROUNDED] in float16, and what it reads back.
    private static final short[] HALVES = {0x3555, (short) 0xc100, 0x7bff, 0x0400, 0x0011, 0x2e66, 0x3c00, 0x3c02};
    private static final float[] ROUNDED = {1 / 3f, -2.5f, 65504, 0x1p-14f, 1e-6f, 0.1f, 2049 / 2048f, 2051 / 2048f};
    private static final float[] READ = {0.333251953125f, -2.5f, 65504, 6.103515625e-5f, 1.0132789611816406e-6f,
            0.0999755859375f, 1, 1.001953125f};

    private static Map<String, FloatTensor> tensors() {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        tensors.put("a", new FloatTensor(new int[]{2}, EXACT));
        tensors.put("b", new FloatTensor(new int[]{2, 4}, ROUNDED));
        return tensors;
    }

    /// As the format is written down, with what is given for its parts.
    private static byte[] archive(int version, String json, ByteBuffer values) {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(12 + header.length + values.limit() + 4)
                .order(ByteOrder.LITTLE_ENDIAN).put(new byte[]{'T', 'O', 'P', 'O'}).putInt(version)
                .putInt(header.length).put(header).put(values.rewind());
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.array(), 0, bytes.position());
        return bytes.putInt((int) checksum.getValue()).array();
    }

    private static ByteBuffer values(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] withoutHalves() {
        ByteBuffer values = values(40);
        for (float value : EXACT) {
            values.putFloat(value);
        }
        for (float value : ROUNDED) {
            values.putFloat(value);
        }
        return archive(1, "{\"kind\":\"sums\",\"header\":{\"n\":7},\"tensors\":[{\"name\":\"a\",\"shape\":[2]},"
                + "{\"name\":\"b\",\"shape\":[2,4]}]}", values);
    }

    private static byte[] withHalves(String type) {
        ByteBuffer values = values(24);
        for (float value : EXACT) {
            values.putFloat(value);
        }
        for (short half : HALVES) {
            values.putShort(half);
        }
        return archive(2, "{\"kind\":\"sums\",\"header\":{\"n\":7},\"tensors\":[{\"name\":\"a\",\"shape\":[2]},"
                + "{\"name\":\"b\",\"shape\":[2,4],\"type\":\"" + type + "\"}]}", values);
    }

    @Test
    void writesWhatReadersFromBeforeFloat16Know() {
        byte[] bytes = new TensorArchive(KIND, HEADER, tensors()).toBytes();

        assertArrayEquals(withoutHalves(), bytes);
    }

    @Test
    void readsWhatWasWrittenBeforeFloat16() {
        TensorArchive archive = TensorArchive.fromBytes(KIND, withoutHalves());

        assertEquals(tensors(), archive.tensors());
        assertEquals(HEADER, archive.header());
        assertEquals(Set.of(), archive.halves());
    }

    @Test
    void roundsHalvesToTheNearestAndSaysWhichTheyAre() {
        byte[] bytes = new TensorArchive(KIND, HEADER, tensors(), Set.of("b")).toBytes();

        assertArrayEquals(withHalves("float16"), bytes);
    }

    @Test
    void readsHalvesBesideFloats() {
        TensorArchive archive = TensorArchive.fromBytes(KIND, withHalves("float16"));

        assertEquals(new FloatTensor(new int[]{2}, EXACT), archive.tensor("a"));
        assertEquals(new FloatTensor(new int[]{2, 4}, READ), archive.tensor("b"));
        assertEquals(Set.of("b"), archive.halves());
    }

    @Test
    void refusesATypeItDoesNotKnow() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> TensorArchive.fromBytes(KIND, withHalves("bfloat16")));

        assertEquals("not a sums: its tensor \"b\" is of the type bfloat16, this reads float32 and float16",
                e.getMessage());
    }

    @Test
    void refusesHalvesThatRunPastTheEnd() {
        byte[] bytes = archive(2, "{\"kind\":\"sums\",\"header\":{},\"tensors\":[{\"name\":\"b\",\"shape\":[2,4],"
                + "\"type\":\"float16\"}]}", values(15));

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> TensorArchive.fromBytes(KIND, bytes));

        assertEquals("not a sums: its tensor \"b\" runs past the end", e.getMessage());
    }

    @Test
    void refusesAFormatOfTheFuture() {
        byte[] bytes = archive(3, "{}", values(0));

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> TensorArchive.fromBytes(KIND, bytes));

        assertEquals("not a sums: its format is version 3, this reads versions 1 and 2", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0x1p-14f, -1, 65504, -65504})
    void aTensorFitsByItsLargestValue(float largest) {
        assertTrue(TensorArchive.fitsHalf(new FloatTensor(new int[]{3}, new float[]{0, largest, 1e-9f * largest})));
    }

    @ParameterizedTest
    @ValueSource(floats = {0x1.fffffep-15f, 1e-9f, 65505, -1e6f, Float.POSITIVE_INFINITY, Float.NaN})
    void aTensorWithoutRoomOrWithoutPrecisionDoesNotFit(float largest) {
        assertFalse(TensorArchive.fitsHalf(new FloatTensor(new int[]{3}, new float[]{0, largest, 0})));
    }
}
