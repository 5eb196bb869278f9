package org.topostream.producers.scan.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.topostream.producers.scan.BadScanException;

/// The bytes of a file, or of a header within one, from the first to the last; little-endian at first.
final class DicomBytes {
    private static final int SHOWN = 8;

    private final String name;
    private final ByteBuffer bytes;

    /// @param name for messages
    DicomBytes(String name, byte[] bytes) {
        this.name = name;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    void order(ByteOrder order) {
        bytes.order(order);
    }

    ByteOrder order() {
        return bytes.order();
    }

    int position() {
        return bytes.position();
    }

    int size() {
        return bytes.capacity();
    }

    int remaining() {
        return bytes.remaining();
    }

    /// That something is not as it should be, at the byte that comes next.
    BadScanException bad(String what) {
        return bad(bytes.position(), what);
    }

    BadScanException bad(int position, String what) {
        return new BadScanException(name + ": byte " + position + ": " + what);
    }

    /// Its first bytes, for people who gave the wrong file.
    String start() {
        return bytes.capacity() + " bytes starting with '"
                + HexFormat.ofDelimiter(" ").formatHex(bytes.array(), 0, Math.min(SHOWN, bytes.capacity())) + "'";
    }

    /// Whether the text stands there.
    boolean has(int position, String text) {
        byte[] expected = text.getBytes(StandardCharsets.US_ASCII);
        if (position > bytes.capacity() - expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes.get(position + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /// The number that comes next, which stays where it is.
    int peekUint16(String what) throws BadScanException {
        need(Short.BYTES, what);
        return bytes.getShort(bytes.position()) & 0xFFFF;
    }

    int uint16(String what) throws BadScanException {
        need(Short.BYTES, what);
        return bytes.getShort() & 0xFFFF;
    }

    long uint32(String what) throws BadScanException {
        need(Integer.BYTES, what);
        return bytes.getInt() & 0xFFFF_FFFFL;
    }

    byte[] take(long count, String what) throws BadScanException {
        need(count, what);
        byte[] taken = new byte[(int) count];
        bytes.get(taken);
        return taken;
    }

    /// Up to its first zero.
    String text(int count, String what) throws BadScanException {
        String text = new String(take(count, what), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    void skip(long count, String what) throws BadScanException {
        need(count, what);
        bytes.position(bytes.position() + (int) count);
    }

    private void need(long count, String what) throws BadScanException {
        if (count < 0 || count > bytes.remaining()) {
            throw bad("expected " + count + " bytes of " + what + ", got " + bytes.remaining());
        }
    }
}
