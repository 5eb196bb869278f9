package org.topostream.factortopy.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/// Walks over the chunks of a PNG file (PNG specification, section 5) and verifies each one's checksum, without
/// decompressing anything.
final class PngParser {
    /// The largest Exif block a JPEG can hold; whatever is larger is not a few numbers about a picture.
    private static final int LARGEST_EXIF = 65_535;
    /// Length, type and checksum of a chunk.
    private static final int AROUND = 12;
    private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "IDAT", "IEND");

    private final ByteBuffer encoded;
    private final ImageLimits limits;
    private final ByteArrayOutputStream pixels;
    private Optional<PngHeader> header = Optional.empty();
    private byte[] palette = {};
    private byte[] transparency = {};
    private Orientation orientation = Orientation.UPRIGHT;
    private boolean data;

    PngParser(byte[] encoded, ImageLimits limits) {
        this.encoded = ByteBuffer.wrap(encoded);
        this.limits = limits;
        this.pixels = new ByteArrayOutputStream(encoded.length);
    }

    PngFile parse() throws BadImageException {
        pixels.writeBytes(ImageFormat.PNG_SIGNATURE);
        encoded.position(ImageFormat.PNG_SIGNATURE.length);
        boolean ended = false;
        while (!ended) {
            ended = chunk();
        }
        PngHeader complete = header.orElseThrow(() -> new BadImageException("expected a PNG header, got none"));
        if (!data) {
            throw new BadImageException("expected PNG image data (IDAT), got none");
        }
        return new PngFile(complete, palette, transparency, orientation, pixels.toByteArray());
    }

    /// Reads a chunk: its length, type, content and checksum.
    ///
    /// @return whether it was the last
    private boolean chunk() throws BadImageException {
        int start = encoded.position();
        if (encoded.remaining() < AROUND) {
            throw truncated();
        }
        long length = Integer.toUnsignedLong(encoded.getInt(start));
        if (length > encoded.remaining() - AROUND) {
            throw truncated();
        }
        int size = (int) length;
        String type = new String(encoded.array(), start + 4, 4, StandardCharsets.ISO_8859_1);
        if (header.isEmpty() != "IHDR".equals(type)) {
            throw new BadImageException("expected one PNG header, as the first chunk, got chunk " + type + " at byte "
                    + start);
        }
        checkSum(type, start, size);
        encoded.position(start + AROUND + size);
        take(type, encoded.slice(start + 8, size));
        if (KEPT.contains(type)) {
            pixels.write(encoded.array(), start, AROUND + size);
        }
        return "IEND".equals(type);
    }

    private void take(String type, ByteBuffer content) throws BadImageException {
        switch (type) {
            case "IHDR" -> header = Optional.of(PngHeader.read(content, limits));
            case "PLTE" -> palette = bytes(content);
            case "tRNS" -> transparency = bytes(content);
            case "IDAT" -> data = true;
            case "eXIf" -> orientation = content.remaining() > LARGEST_EXIF
                    ? Orientation.UPRIGHT
                    : Orientation.ofExif(bytes(content));
            default -> ignore(type);
        }
    }

    /// An upper-case first letter marks a chunk without which the picture cannot be understood.
    private static void ignore(String type) throws BadImageException {
        if (!KEPT.contains(type) && Character.isUpperCase(type.charAt(0))) {
            throw new BadImageException("expected only critical PNG chunks of the specification, got " + type);
        }
    }

    private void checkSum(String type, int start, int size) throws BadImageException {
        CRC32 sum = new CRC32();
        sum.update(encoded.array(), start + 4, 4 + size);
        int stored = encoded.getInt(start + 8 + size);
        if ((int) sum.getValue() != stored) {
            throw new BadImageException("expected checksum %08x of PNG chunk %s at byte %d, got %08x"
                    .formatted(stored, type, start, sum.getValue()));
        }
    }

    private BadImageException truncated() {
        return new BadImageException("expected a PNG that ends with its IEND chunk, got a file that is cut off after "
                + encoded.capacity() + " bytes");
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }
}
