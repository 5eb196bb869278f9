package org.topostream.factortopy.surface;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/// The bytes of a file from its first to its last, unpacked where they are gzipped (RFC 1952), big-endian numbers.
final class FileBytes {
    /// Larger than any surface or map; a small file may unpack to more than memory holds.
    private static final int LARGEST = 1 << 29;
    private static final byte[] GZIP = {0x1F, (byte) 0x8B};
    private static final int SHOWN = 8;

    private final Path file;
    private final ByteBuffer bytes;

    private FileBytes(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /// @throws IOException where there is no such file, it is damaged, or larger than anything it can be
    static FileBytes read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("no such file: " + file);
        }
        if (Files.size(file) > LARGEST) {
            throw tooLarge(file);
        }
        byte[] stored = Files.readAllBytes(file);
        return new FileBytes(file, startsWith(stored, GZIP) ? unpacked(file, stored) : stored);
    }

    private static byte[] unpacked(Path file, byte[] stored) throws IOException {
        byte[] unpacked;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            unpacked = in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw new IOException(file + ": expected a whole gzip file, got a damaged one: " + e.getMessage(), e);
        }
        if (unpacked.length > LARGEST) {
            throw tooLarge(file);
        }
        return unpacked;
    }

    private static IOException tooLarge(Path file) {
        return new IOException(file + ": expected at most " + LARGEST + " bytes, got more");
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    Path file() {
        return file;
    }

    /// All bytes, whatever has been read.
    byte[] all() {
        return bytes.array();
    }

    boolean startsWith(byte[] start) {
        return startsWith(bytes.array(), start);
    }

    /// Whether this is text that begins so, maybe after blanks or a byte order mark.
    boolean startsWith(char first) {
        String start = new String(bytes.array(), 0, Math.min(64, bytes.capacity()), StandardCharsets.UTF_8);
        String text = start.startsWith("\uFEFF") ? start.substring(1) : start.stripLeading();
        return !text.isEmpty() && text.charAt(0) == first;
    }

    /// Its first bytes, for people who gave the wrong file.
    String start() {
        return bytes.capacity() + " bytes starting with "
                + HexFormat.ofDelimiter(" ").formatHex(bytes.array(), 0, Math.min(SHOWN, bytes.capacity()));
    }

    /// That something of this file is not as it should be.
    IOException bad(String what) {
        return new IOException(file + ": " + what);
    }

    int remaining() {
        return bytes.remaining();
    }

    void skipTo(int position) throws IOException {
        need(position - bytes.position(), "header");
        bytes.position(position);
    }

    /// A number of things, 0 or more.
    int count(String what) throws IOException {
        int count = int32("number of " + what);
        if (count < 0) {
            throw bad("expected a number of " + what + ", got " + count);
        }
        return count;
    }

    int int32(String what) throws IOException {
        need(Integer.BYTES, what);
        return bytes.getInt();
    }

    int int16(String what) throws IOException {
        need(Short.BYTES, what);
        return bytes.getShort();
    }

    int uint8(String what) throws IOException {
        need(1, what);
        return bytes.get() & 0xFF;
    }

    float float32(String what) throws IOException {
        need(Float.BYTES, what);
        return bytes.getFloat();
    }

    int[] int32(long count, String what) throws IOException {
        need(Integer.BYTES * count, what);
        int[] values = new int[(int) count];
        bytes.asIntBuffer().get(values);
        bytes.position(bytes.position() + Integer.BYTES * values.length);
        return values;
    }

    float[] float32(long count, String what) throws IOException {
        need(Float.BYTES * count, what);
        float[] values = new float[(int) count];
        bytes.asFloatBuffer().get(values);
        bytes.position(bytes.position() + Float.BYTES * values.length);
        return values;
    }

    /// A text of this many bytes, without the zeros that end it.
    String text(int length, String what) throws IOException {
        need(length, what);
        byte[] text = new byte[length];
        bytes.get(text);
        int end = 0;
        while (end < length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    /// Goes to the begin of the next line.
    void skipLine(String what) throws IOException {
        byte next;
        do {
            need(1, what);
            next = bytes.get();
        } while (next != '\n');
    }

    /// @throws IOException where fewer bytes are left
    void need(long count, String what) throws IOException {
        if (count < 0 || count > bytes.remaining()) {
            throw bad("expected " + count + " bytes of " + what + " at byte " + bytes.position() + ", got "
                    + bytes.remaining());
        }
    }
}
