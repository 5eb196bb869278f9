package org.topostream.producers.scan.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/// Writes elements the way DICOM PS3.5 and PS3.10 say, little-endian, one after the other.
final class DicomWriter {
    static final String IMPLICIT = "1.2.840.10008.1.2";
    static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final Set<String> LONG = Set.of("OB", "OF", "OW", "SQ", "UN");
    private static final int UNDEFINED = -1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean explicit;

    DicomWriter(boolean explicit) {
        this.explicit = explicit;
    }

    private static byte[] little(int width, long value) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
        return Arrays.copyOf(bytes, width);
    }

    private DicomWriter header(int tag, String type, int length) {
        out.writeBytes(little(2, tag >>> 16));
        out.writeBytes(little(2, tag & 0xFFFF));
        if (!explicit || type.isEmpty()) {
            out.writeBytes(little(4, length));
        } else {
            out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(LONG.contains(type) ? little(6, (long) length << 16) : little(2, length));
        }
        return this;
    }

    DicomWriter bytes(int tag, String type, byte[] value) {
        header(tag, type, value.length);
        out.writeBytes(value);
        return this;
    }

    DicomWriter text(int tag, String type, String value) {
        String even = value.length() % 2 == 0 ? value : value + (type.equals("UI") ? "\0" : " ");
        return bytes(tag, type, even.getBytes(StandardCharsets.ISO_8859_1));
    }

    DicomWriter number(int tag, int value) {
        return bytes(tag, "US", little(2, value));
    }

    DicomWriter pixels(int... values) {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        for (int value : values) {
            words.writeBytes(little(2, value));
        }
        return bytes(0x7FE0_0010, "OW", words.toByteArray());
    }

    /// Begins a sequence, or an item, of undefined length.
    DicomWriter open(int tag) {
        return header(tag, tag == ElementHeader.ITEM ? "" : "SQ", UNDEFINED);
    }

    /// Ends it.
    DicomWriter close(int delimiter) {
        return header(delimiter, "", 0);
    }

    /// The elements alone.
    byte[] bare() {
        return out.toByteArray();
    }

    /// A file of Part 10.
    byte[] file(String transferSyntax) {
        DicomWriter meta = new DicomWriter(true);
        meta.text(0x0002_0010, "UI", transferSyntax);
        byte[] header = meta.bare();
        byte[] elements = bare();
        return ByteBuffer.allocate(132 + header.length + elements.length).position(128)
                .put("DICM".getBytes(StandardCharsets.US_ASCII)).put(header).put(elements).array();
    }
}
