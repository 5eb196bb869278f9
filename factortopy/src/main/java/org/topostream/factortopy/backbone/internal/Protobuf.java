package org.topostream.factortopy.backbone.internal;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a file of protocol buffers field by field. What nobody asks for is skipped and never held in memory: a model's
/// weights are gigabytes, what it declares is a few kilobytes.
final class Protobuf implements AutoCloseable {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int WIRE_BITS = 3;
    private static final int VARINT_BITS = 7;
    private static final int LONGEST_TEXT = 1 << 20;

    private final InputStream in;
    private final long size;
    private long position;

    /// One field of a message.
    ///
    /// @param number which field
    /// @param value  its value where it is a number
    /// @param end    where it ends in the file
    record Field(int number, long value, long end) {}

    /// Takes a field in; what it leaves is skipped.
    interface Reader {
        void read(Field field) throws IOException;
    }

    Protobuf(Path file) throws IOException {
        size = Files.size(file);
        in = new BufferedInputStream(Files.newInputStream(file));
    }

    /// The file's length.
    long size() {
        return size;
    }

    /// Reads a message's fields, up to where it ends.
    /// @throws IOException where these are no fields
    void fields(long end, Reader reader) throws IOException {
        while (position < end) {
            Field field = next(end);
            reader.read(field);
            in.skipNBytes(field.end() - position);
            position = field.end();
        }
    }

    /// The text of the field that was just begun.
    String text(Field field) throws IOException {
        long length = field.end() - position;
        if (length > LONGEST_TEXT) {
            throw new IOException("a text of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes((int) length);
        position += bytes.length;
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private Field next(long end) throws IOException {
        long tag = varint();
        int number = (int) (tag >>> WIRE_BITS);
        int kind = (int) (tag & (1 << WIRE_BITS) - 1);
        long value = kind == VARINT || kind == LENGTH ? varint() : 0;
        Field field = switch (kind) {
            case VARINT -> new Field(number, value, position);
            case FIXED64 -> new Field(number, 0, position + Long.BYTES);
            case LENGTH -> new Field(number, 0, position + value);
            case FIXED32 -> new Field(number, 0, position + Integer.BYTES);
            default -> throw new IOException("no field at byte " + position);
        };
        if (number < 1 || field.end() < position || field.end() > end) {
            throw new IOException("a field that runs past its end at byte " + position);
        }
        return field;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += VARINT_BITS) {
            int part = in.read();
            if (part < 0) {
                throw new EOFException("the file ends in a field at byte " + position);
            }
            position++;
            value |= (long) (part & 0x7F) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new IOException("no number at byte " + position);
    }
}
