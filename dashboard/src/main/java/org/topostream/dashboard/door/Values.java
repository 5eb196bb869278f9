package org.topostream.dashboard.door;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

import com.fasterxml.jackson.databind.JsonNode;

/// Arrays of numbers as requests carry them.
final class Values {
    private Values() {}

    /// Reads an array of numbers, or float32 little endian in base64.
    /// @param name  of the field, for messages
    /// @param count how many there must be
    /// @throws Problem where there are more or fewer, or one is not finite as a float32
    static float[] read(String name, JsonNode node, int count) {
        float[] values = node.isTextual() ? decoded(name, node.textValue()) : array(name, node);
        if (values.length != count) {
            throw Problem.broken(name, count + " values, one for each voxel", Integer.toString(values.length));
        }
        requireFinite(name, values);
        return values;
    }

    private static float[] array(String name, JsonNode node) {
        float[] values = new float[node.size()];
        int i = 0;
        for (JsonNode value : node) {
            if (!value.isNumber()) {
                throw Problem.broken(name + "[" + i + "]", "a finite number", value.toString());
            }
            values[i++] = (float) value.doubleValue();
        }
        return values;
    }

    private static float[] decoded(String name, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw Problem.broken(name, "base64", String.valueOf(e.getMessage()));
        }
        if (bytes.length % Float.BYTES != 0) {
            throw Problem.broken(name, "4 bytes for each value", bytes.length + " bytes");
        }
        return floats(bytes);
    }

    /// From float32, little endian.
    static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    /// From int16, little endian.
    static float[] shorts(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.length / Short.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = buffer.getShort();
        }
        return values;
    }

    /// @throws Problem where one is not a finite number
    static void requireFinite(String name, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw Problem.broken(name + "[" + i + "]", "a finite float32", Float.toString(values[i]));
            }
        }
    }
}
