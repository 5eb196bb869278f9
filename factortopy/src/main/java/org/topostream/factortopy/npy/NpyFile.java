package org.topostream.factortopy.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.topostream.factortopy.FloatTensor;

/// NumPy's `.npy` files of float32 and float64, little-endian, C order (format 1.0 to 3.0, NEP 1).
///
/// Our own reader, and not ND4J's, on purpose: of ND4J 1.0.0-M2.1, a big-endian file ends the whole JVM with a failed
/// assertion, a Fortran-order file is read in the wrong order, and a truncated one past the end of its memory.
public final class NpyFile {
    private NpyFile() {}

    /// Reads float32, or float64 rounded to float32.
    /// @throws IOException where the file is absent, or not such a file; the message names it and says what it is
    public static FloatTensor readFloat(Path file) throws IOException {
        ByteBuffer bytes = open(file);
        NpyHeader header = NpyHeader.read(file, bytes);
        float[] values = new float[header.size()];
        if (header.width() == Float.BYTES) {
            bytes.asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) bytes.getDouble();
            }
        }
        return new FloatTensor(header.shape(), values);
    }

    /// Reads float64 or float32, without their shape.
    /// @throws IOException as [#readFloat]
    public static double[] readDouble(Path file) throws IOException {
        ByteBuffer bytes = open(file);
        NpyHeader header = NpyHeader.read(file, bytes);
        double[] values = new double[header.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = header.width() == Float.BYTES ? bytes.getFloat() : bytes.getDouble();
        }
        return values;
    }

    /// Writes float32.
    public static void write(Path file, FloatTensor tensor) throws IOException {
        byte[] header = NpyHeader.float32(Arrays.stream(tensor.shape()).asLongStream().toArray(), 0);
        ByteBuffer bytes = ByteBuffer
                .allocate(Math.addExact(header.length, Math.multiplyExact(Float.BYTES, tensor.values().length)))
                .order(ByteOrder.LITTLE_ENDIAN).put(header);
        bytes.asFloatBuffer().put(tensor.values());
        Files.write(file, bytes.array());
    }

    /// @return just after the magic
    static ByteBuffer open(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!Arrays.equals(NpyHeader.MAGIC, Arrays.copyOf(bytes, NpyHeader.MAGIC.length))) {
            throw new IOException(file + ": expected a .npy file, got " + bytes.length
                    + " bytes that do not begin with \\x93NUMPY");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(NpyHeader.MAGIC.length);
    }
}
