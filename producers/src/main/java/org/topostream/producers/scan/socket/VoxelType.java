package org.topostream.producers.scan.socket;

import java.nio.ByteBuffer;

/// How an intensity is written down.
enum VoxelType {
    UINT8(1),
    INT8(1),
    UINT16(Short.BYTES),
    INT16(Short.BYTES),
    UINT32(Integer.BYTES),
    INT32(Integer.BYTES),
    UINT64(Long.BYTES),
    INT64(Long.BYTES),
    FLOAT32(Float.BYTES),
    FLOAT64(Double.BYTES);

    private final int width;

    VoxelType(int width) {
        this.width = width;
    }

    /// Bytes of one.
    int width() {
        return width;
    }

    /// @param bytes in their order
    /// @param index which of its intensities
    float value(ByteBuffer bytes, int index) {
        int at = index * width;
        return switch (this) {
            case UINT8 -> bytes.get(at) & 0xFF;
            case INT8 -> bytes.get(at);
            case UINT16 -> bytes.getShort(at) & 0xFFFF;
            case INT16 -> bytes.getShort(at);
            case UINT32 -> (float) (bytes.getInt(at) & 0xFFFF_FFFFL);
            case INT32 -> (float) bytes.getInt(at);
            case UINT64 -> unsigned(bytes.getLong(at));
            case INT64 -> (float) bytes.getLong(at);
            case FLOAT32 -> bytes.getFloat(at);
            case FLOAT64 -> (float) bytes.getDouble(at);
        };
    }

    private static float unsigned(long bits) {
        return bits >= 0 ? (float) bits : 2 * (float) (bits >>> 1 | bits & 1);
    }

    /// The first intensities.
    float[] values(ByteBuffer bytes, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = value(bytes, i);
        }
        return values;
    }

    /// The same numbers in the other order of bytes.
    static byte[] swapped(byte[] bytes, int width) {
        byte[] swapped = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            int start = i - i % width;
            swapped[start + width - 1 - i % width] = bytes[i];
        }
        return swapped;
    }
}
