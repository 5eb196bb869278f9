package org.topostream.factortopy.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// `.npy` files of labels: a whole number for each of many places, and what the numbers stand for.
public final class NpyLabels {
    private static final int MOST = 1 << 28;

    private NpyLabels() {}

    /// Reads whole numbers, whatever type they are stored as, without their shape.
    /// @throws IOException where the file is absent, or not such a file; the message names it and says what it is
    public static int[] read(Path file) throws IOException {
        ByteBuffer bytes = NpyFile.open(file);
        NpyHeader header = NpyHeader.begin(file, bytes, "fiub", "little-endian numbers");
        long count = 1;
        for (int length : header.shape()) {
            count = Math.min(count * length, MOST);
        }
        if (bytes.remaining() != count * header.width()) {
            throw new IOException(file + ": expected " + count + " values of " + header.width() + " bytes, got "
                    + bytes.remaining() + " bytes");
        }
        int[] labels = new int[(int) count];
        for (int i = 0; i < labels.length; i++) {
            double value = value(header, bytes);
            if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
                throw new IOException(file + ": expected whole numbers, got " + value + " at place " + i);
            }
            labels[i] = (int) value;
        }
        return labels;
    }

    private static double value(NpyHeader header, ByteBuffer bytes) {
        boolean signed = header.kind() == 'i';
        if (header.kind() == 'f') {
            return header.width() == Float.BYTES ? bytes.getFloat() : bytes.getDouble();
        }
        return switch (header.width()) {
            case 1 -> signed ? bytes.get() : Byte.toUnsignedInt(bytes.get());
            case Short.BYTES -> signed ? bytes.getShort() : Short.toUnsignedInt(bytes.getShort());
            case Integer.BYTES -> signed ? bytes.getInt() : Integer.toUnsignedLong(bytes.getInt());
            default -> bytes.getLong();
        };
    }

    /// Reads a dictionary from numbers to names, as `numpy.save` pickles it. Nothing in the file is executed.
    /// @throws IOException where the file is absent, or not such a file
    public static Map<Integer, String> names(Path file) throws IOException {
        ByteBuffer bytes = NpyFile.open(file);
        String header = NpyHeader.text(file, bytes);
        Optional<Map<Integer, String>> names = header.contains("'|O'")
                ? new PickledNames(file, bytes.slice()).read()
                : Optional.empty();
        return names.orElseThrow(() -> new IOException(file + ": expected a pickled dictionary from whole numbers to "
                + "names, got " + header.strip()));
    }
}
