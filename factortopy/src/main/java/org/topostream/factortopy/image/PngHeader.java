package org.topostream.factortopy.image;

import java.nio.ByteBuffer;

/// The IHDR chunk of a PNG file (PNG specification, section 11.2.2).
///
/// @param size    rows and columns
/// @param depth   bits of a sample or palette index
/// @param colours what the samples mean
record PngHeader(DeclaredSize size, int depth, PngColours colours) {
    private static final int LENGTH = 13;

    static PngHeader read(ByteBuffer chunk, ImageLimits limits) throws BadImageException {
        if (chunk.remaining() != LENGTH) {
            throw new BadImageException("expected a PNG header of " + LENGTH + " bytes, got " + chunk.remaining());
        }
        DeclaredSize size = DeclaredSize.check(Integer.toUnsignedLong(chunk.getInt()),
                Integer.toUnsignedLong(chunk.getInt()), limits);
        int depth = chunk.get() & 0xFF;
        PngColours colours = PngColours.of(chunk.get() & 0xFF, depth);
        int compression = chunk.get() & 0xFF;
        int filter = chunk.get() & 0xFF;
        int interlace = chunk.get() & 0xFF;
        if (compression != 0 || filter != 0 || interlace > 1) {
            throw new BadImageException("expected PNG compression 0, filter 0 and interlace 0 or 1, got " + compression
                    + ", " + filter + " and " + interlace);
        }
        return new PngHeader(size, depth, colours);
    }
}
