package org.topostream.factortopy.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Tells formats apart by their first bytes; names of files and content types lie.
enum ImageFormat {
    JPEG,
    PNG,
    OTHER;

    private static final byte[] JPEG_START = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int SHOWN = 12;

    static ImageFormat of(byte[] encoded) {
        if (startsWith(encoded, JPEG_START)) {
            return JPEG;
        }
        return startsWith(encoded, PNG_SIGNATURE) ? PNG : OTHER;
    }

    /// What the bytes seem to be, for people who sent the wrong file.
    static String describe(byte[] encoded) {
        if (encoded.length == 0) {
            return "no bytes";
        }
        String start = new String(encoded, 0, Math.min(SHOWN, encoded.length), StandardCharsets.ISO_8859_1);
        String bytes = encoded.length + " bytes starting with "
                + HexFormat.ofDelimiter(" ").formatHex(encoded, 0, Math.min(SHOWN, encoded.length));
        String name = name(start);
        return name.isEmpty() ? bytes : name + " (" + bytes + ")";
    }

    private static String name(String start) {
        if (start.startsWith("GIF8")) {
            return "a GIF";
        }
        if (start.startsWith("RIFF") && start.endsWith("WEBP")) {
            return "a WebP";
        }
        if (start.startsWith("BM")) {
            return "a BMP";
        }
        if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
            return "a TIFF";
        }
        if (start.startsWith("ftyp", 4)) {
            return "an HEIF, AVIF or MP4";
        }
        return start.chars().allMatch(c -> c >= ' ' && c < 0x7F || Character.isWhitespace(c)) ? "text" : "";
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length
                && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
