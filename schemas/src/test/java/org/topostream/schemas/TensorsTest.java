package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.schemas.avro.Dtype;
import org.topostream.schemas.avro.Tensor;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Against NumPy's bytes and a bit-by-bit CRC-32C, as `make_avro_fixtures.py` prints them.
class TensorsTest {
    private static final String HALVES = "00000080003c55350068ff7b007c0100000000fc";

    private static Tensor tensor(Dtype dtype, String hex, long crc, Integer... shape) {
        return new Tensor(List.of(shape), dtype, ByteBuffer.wrap(HexFormat.of().parseHex(hex)), crc);
    }

    private static String hex(Tensor tensor) {
        byte[] bytes = new byte[tensor.getData().remaining()];
        tensor.getData().duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void keepsFloat32Exactly() {
        float[] values = {1.5f, -0.0f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, 1e38f};

        Tensor tensor = Tensors.float32(values, 2, 3);

        assertEquals(List.of(2, 3), tensor.getShape());
        assertArrayEquals(values, Tensors.floats(tensor));
    }

    @Test
    void roundsFloat16AsNumPyDoes() {
        float[] values = {0, -0.0f, 1, 1 / 3f, 2049, 65504, 65520, 6e-8f, 1e-8f, Float.NEGATIVE_INFINITY};

        Tensor tensor = Tensors.float16(values, 10);

        assertEquals(HALVES, hex(tensor));
        assertEquals(716_815_788L, tensor.getCrc32c());
    }

    @Test
    void readsFloat16() {
        float[] values = Tensors.floats(tensor(Dtype.FLOAT16, HALVES, 716_815_788L, 10));

        assertArrayEquals(new float[]{0, -0.0f, 1, 0.33325195f, 2048, 65504, Float.POSITIVE_INFINITY, 0x1p-24f, 0,
                Float.NEGATIVE_INFINITY}, values);
    }

    @Test
    void keepsFloat16NotANumber() {
        float[] values = Tensors.floats(Tensors.float16(new float[]{Float.NaN, 2}, 2));

        assertArrayEquals(new float[]{Float.NaN, 2}, values);
    }

    @Test
    void readsFloat64AsFloat32() {
        float[] values = Tensors.floats(tensor(Dtype.FLOAT64, "000000000000f03f9c7500883ce437fe9a9999999999b93f",
                1_442_931_280L, 3));

        assertArrayEquals(new float[]{1, Float.NEGATIVE_INFINITY, 0.1f}, values);
    }

    @Test
    void writesAndReadsInt8() {
        Tensor tensor = Tensors.int8(new byte[]{-128, 0, 127}, 3);

        assertEquals(tensor(Dtype.INT8, "80007f", 3_301_489_680L, 3), tensor);
        assertArrayEquals(new float[]{-128, 0, 127}, Tensors.floats(tensor));
    }

    @Test
    void doesNotFollowTheCallersArray() {
        byte[] labels = {1, 0};
        Tensor tensor = Tensors.int8(labels, 2);

        labels[0] = 7;

        assertArrayEquals(new float[]{1, 0}, Tensors.floats(tensor));
    }

    @Test
    void readsFromTheMiddleOfABuffer() {
        Tensor whole = Tensors.float32(new float[]{1, 2}, 2);
        ByteBuffer wide = ByteBuffer.allocate(16).put(4, whole.getData(), 0, 8).position(4).limit(12);

        assertArrayEquals(new float[]{1, 2},
                Tensors.floats(new Tensor(List.of(2), Dtype.FLOAT32, wide, whole.getCrc32c())));
        assertEquals(4, wide.position());
    }

    @Test
    void takesAScalarAndAnEmptyTensor() {
        assertArrayEquals(new float[]{3}, Tensors.floats(Tensors.float32(new float[]{3})));
        assertArrayEquals(new float[0], Tensors.floats(Tensors.float32(new float[0], 4, 0)));
    }

    @Test
    void refusesDamagedData() {
        Tensor tensor = Tensors.float32(new float[]{1, 2}, 2);
        tensor.getData().put(3, (byte) 9);

        UnreadableRecordException e = assertThrows(UnreadableRecordException.class, () -> Tensors.floats(tensor));

        assertTrue(e.getMessage().contains("expected " + tensor.getCrc32c()), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "1", "", "-2", "-1,-2", "2,0", "65536,65536,65536,65536", "2147483647,2147483647,4",
            "4294967295,2"})
    void refusesShapesThatDoNotFitTheData(String shape) {
        Tensor tensor = Tensors.float32(new float[]{1, 2}, 2);
        tensor.setShape(ints(shape));

        UnreadableRecordException e = assertThrows(UnreadableRecordException.class, () -> Tensors.floats(tensor));

        assertTrue(e.getMessage().contains("does not fit its 8 bytes"), e.getMessage());
    }

    private static List<Integer> ints(String shape) {
        return Arrays.stream(shape.split(",")).filter(extent -> !extent.isEmpty())
                .map(extent -> (int) Long.parseLong(extent)).toList();
    }

    @Test
    void refusesAShapeWhoseProductOverflowsToNothing() {
        Tensor tensor = new Tensor(List.of(65536, 65536, 65536, 65536), Dtype.INT8, ByteBuffer.allocate(0), 0L);

        assertThrows(UnreadableRecordException.class, () -> Tensors.floats(tensor));
    }

    @Test
    void refusesHalfAnElement() {
        CRC32C crc = new CRC32C();
        crc.update(new byte[9]);
        Tensor tensor = new Tensor(List.of(2), Dtype.FLOAT32, ByteBuffer.allocate(9), crc.getValue());

        assertThrows(UnreadableRecordException.class, () -> Tensors.floats(tensor));
    }

    @Test
    void refusesToWriteAWrongShape() {
        float[] six = new float[6];

        assertThrows(IllegalArgumentException.class, () -> Tensors.float32(six, 5));
        assertThrows(IllegalArgumentException.class, () -> Tensors.float16(six, -2, -3));
        assertThrows(IllegalArgumentException.class,
                () -> Tensors.int8(new byte[0], 65536, 65536, 65536, 65536));
    }
}
