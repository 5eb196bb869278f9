package org.topostream.factortopy.internal;

import java.nio.ByteBuffer;
import java.util.Optional;

/// How the numbers of a [TensorArchive] are written.
enum NumberType {
    FLOAT32("float32", Float.BYTES) {
        @Override
        void write(float[] values, ByteBuffer to) {
            to.asFloatBuffer().put(values);
            to.position(to.position() + bytes() * values.length);
        }

        @Override
        float[] read(int count, ByteBuffer from) {
            float[] values = new float[count];
            from.asFloatBuffer().get(values);
            from.position(from.position() + bytes() * count);
            return values;
        }
    },
    /// Rounded to nearest, ties to even.
    FLOAT16("float16", Short.BYTES) {
        @Override
        void write(float[] values, ByteBuffer to) {
            for (float value : values) {
                to.putShort(Float.floatToFloat16(value));
            }
        }

        @Override
        float[] read(int count, ByteBuffer from) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = Float.float16ToFloat(from.getShort());
            }
            return values;
        }
    };

    private final String label;
    private final int bytes;

    NumberType(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    /// Writes numbers at the buffer's position.
    abstract void write(float[] values, ByteBuffer to);

    /// Reads numbers from the buffer's position; the caller has checked that they are there.
    abstract float[] read(int count, ByteBuffer from);

    /// Its name in an archive's header.
    String label() {
        return label;
    }

    /// Bytes of one number.
    int bytes() {
        return bytes;
    }

    /// The type of a name, if there is one.
    static Optional<NumberType> of(String label) {
        for (NumberType type : values()) {
            if (type.label.equals(label)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
