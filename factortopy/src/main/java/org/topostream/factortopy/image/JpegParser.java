package org.topostream.factortopy.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Walks over a JPEG file from marker to marker (ITU T.81, annex B) without decoding a sample.
///
/// It finds out how large the picture is, what its components mean, how it is turned, and whether it is complete: a
/// decoder would fill what is missing with grey.
final class JpegParser {
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int ADOBE = 0xEE;
    private static final int FIRST_APPLICATION = 0xE0;
    private static final int EXIF = 0xE1;
    private static final int COMMENT = 0xFE;
    private static final byte[] EXIF_START = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private final byte[] encoded;
    private final ImageLimits limits;
    private final ByteArrayOutputStream pixels;
    private Optional<JpegFrame> frame = Optional.empty();
    private Optional<JpegScans> scans = Optional.empty();
    private Orientation orientation = Orientation.UPRIGHT;
    private boolean jfif;
    private int adobe = -1;
    private int position;

    JpegParser(byte[] encoded, ImageLimits limits) {
        this.encoded = encoded;
        this.limits = limits;
        this.pixels = new ByteArrayOutputStream(encoded.length);
    }

    JpegFile parse() throws BadImageException {
        position = 2;
        pixels.write(encoded, 0, 2);
        int marker = nextMarker();
        while (marker != END) {
            segment(marker);
            marker = nextMarker();
        }
        writeMarker(END);
        JpegFrame complete = frame.orElseThrow(() -> new BadImageException("expected a JPEG frame, got none"));
        scans.orElseThrow().checkComplete();
        return new JpegFile(complete.size(), JpegColours.of(complete, jfif, adobe), orientation, pixels.toByteArray());
    }

    private int nextMarker() throws BadImageException {
        int at = position;
        while (at < encoded.length && (encoded[at] & 0xFF) == 0xFF) {
            at++;
        }
        if (at >= encoded.length) {
            throw truncated();
        }
        int marker = encoded[at] & 0xFF;
        if (at == position || marker == 0) {
            throw new BadImageException("expected a JPEG marker at byte " + position + ", got 0x"
                    + Integer.toHexString(encoded[position] & 0xFF) + " 0x" + Integer.toHexString(marker));
        }
        position = at + 1;
        return marker;
    }

    private void segment(int marker) throws BadImageException {
        if (position + 2 > encoded.length) {
            throw truncated();
        }
        int length = (encoded[position] & 0xFF) << 8 | encoded[position + 1] & 0xFF;
        if (length < 2) {
            throw new BadImageException("expected a JPEG segment of at least 2 bytes at byte " + position + ", got "
                    + length);
        }
        if (position + length > encoded.length) {
            throw truncated();
        }
        byte[] payload = Arrays.copyOfRange(encoded, position + 2, position + length);
        boolean kept = marker < FIRST_APPLICATION;
        if (kept) {
            writeMarker(marker);
            pixels.write(encoded, position, length);
        }
        position += length;
        if (JpegFrame.isFrame(marker)) {
            if (frame.isPresent()) {
                throw new BadImageException("expected one JPEG frame, got a second before byte " + position);
            }
            JpegFrame read = JpegFrame.read(marker, payload, limits);
            frame = Optional.of(read);
            scans = Optional.of(new JpegScans(read));
        } else if (marker == SCAN) {
            scan(payload);
        } else if (marker >= FIRST_APPLICATION && marker < COMMENT) {
            application(marker, payload);
        }
    }

    private void application(int marker, byte[] payload) {
        if (marker == FIRST_APPLICATION && startsWith(payload, "JFIF\0".getBytes(StandardCharsets.ISO_8859_1))) {
            jfif = true;
        } else if (marker == EXIF && startsWith(payload, EXIF_START) && orientation.equals(Orientation.UPRIGHT)) {
            orientation = Orientation.ofExif(Arrays.copyOfRange(payload, EXIF_START.length, payload.length));
        } else if (marker == ADOBE && payload.length >= 12
                && startsWith(payload, "Adobe".getBytes(StandardCharsets.ISO_8859_1))) {
            adobe = payload[11] & 0xFF;
        }
    }

    private void scan(byte[] header) throws BadImageException {
        scans.orElseThrow(() -> new BadImageException("expected a JPEG frame before the first scan, got none"))
                .add(header);
        int start = position;
        skipEntropyCoded();
        pixels.write(encoded, start, position - start);
    }

    /// Moves to the next marker that is not part of the data: FF 00 is a data byte, FF D0 to FF D7 restart it.
    private void skipEntropyCoded() throws BadImageException {
        while (position + 1 < encoded.length) {
            int next = encoded[position + 1] & 0xFF;
            if (encoded[position] == (byte) 0xFF && next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
                return;
            }
            position++;
        }
        throw truncated();
    }

    private void writeMarker(int marker) {
        pixels.write(0xFF);
        pixels.write(marker);
    }

    private BadImageException truncated() {
        return new BadImageException("expected the JPEG end marker FF D9, got a file that is cut off after "
                + encoded.length + " bytes");
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
