package org.topostream.factortopy.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a `.npy` file says of its values.
///
/// @param kind  NumPy's letter: `f` for floating-point numbers, `i`, `u` and `b` for whole ones
/// @param width bytes of a value
/// @param shape the length of every axis
record NpyHeader(char kind, int width, int[] shape) {
    /// What every file begins with.
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'(<f[48]|<[iu][248]|\\|[iub]1)'");
    private static final Pattern C_ORDER = Pattern.compile("'fortran_order'\\s*:\\s*False");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");

    /// Of floating-point numbers, all of which are there.
    /// @param bytes just after the magic; left at the first value
    static NpyHeader read(Path file, ByteBuffer bytes) throws IOException {
        NpyHeader header = begin(file, bytes, "f", "little-endian float32 or float64");
        try {
            long size = (long) header.width * header.size();
            if (bytes.remaining() != size) {
                throw new IOException(file + ": expected " + size + " bytes after the header of the shape "
                        + Arrays.toString(header.shape) + ", got " + bytes.remaining());
            }
        } catch (ArithmeticException e) {
            throw new IOException(file + ": too large for one array: " + Arrays.toString(header.shape), e);
        }
        return header;
    }

    /// Whatever follows.
    /// @param bytes just after the magic; left at the first value
    /// @param kinds letters of those that are taken
    /// @param what  the same in words
    static NpyHeader begin(Path file, ByteBuffer bytes, String kinds, String what) throws IOException {
        String header = text(file, bytes);
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !shape.find() || !C_ORDER.matcher(header).find()
                || kinds.indexOf(type.group(1).charAt(1)) < 0) {
            throw new IOException(file + ": expected " + what + " in C order, got " + header.strip());
        }
        try {
            int[] lengths = Arrays.stream(shape.group(1).split(",")).map(String::strip).filter(part -> !part.isEmpty())
                    .mapToInt(Integer::parseInt).toArray();
            return new NpyHeader(type.group(1).charAt(1), type.group(1).charAt(2) - '0', lengths);
        } catch (NumberFormatException e) {
            throw new IOException(file + ": too large for one array: " + header.strip(), e);
        }
    }

    /// The beginning of a float32 file, with its magic.
    /// @param shape the length of every axis
    /// @param least bytes that it has at least, so that one of another shape can take its place
    static byte[] float32(long[] shape, int least) {
        String lengths = Arrays.stream(shape).mapToObj(length -> length + ",")
                .collect(Collectors.joining(" ", "(", ")"));
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + lengths + ", }";
        int prefix = MAGIC.length + 2 + Short.BYTES;
        int size = Math.ceilDiv(Math.max(least, prefix + header.length() + 1), ALIGNMENT) * ALIGNMENT;
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (size - prefix));
        bytes.put((header + " ".repeat(bytes.remaining() - 1 - header.length()) + "\n")
                .getBytes(StandardCharsets.US_ASCII));
        return bytes.array();
    }

    /// How many values there are.
    int size() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    static String text(Path file, ByteBuffer bytes) throws IOException {
        int version = bytes.remaining() < 2 ? 0 : bytes.getShort() & 0xFF;
        int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
        if (version < 1 || version > 3 || bytes.remaining() < lengthBytes) {
            throw new IOException(file + ": expected .npy format 1 to 3, got " + version);
        }
        int length = version == 1 ? bytes.getShort() & 0xFFFF : bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new IOException(file + ": its header claims " + length + " bytes, " + bytes.remaining()
                    + " are left");
        }
        byte[] header = new byte[length];
        bytes.get(header);
        return new String(header, StandardCharsets.UTF_8);
    }
}
