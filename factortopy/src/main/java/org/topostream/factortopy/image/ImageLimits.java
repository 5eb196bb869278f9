package org.topostream.factortopy.image;

/// How large an image may be before it is refused.
///
/// @param maxPixels most pixels (width times height), as the header declares them
/// @param maxBytes  most encoded bytes
public record ImageLimits(long maxPixels, long maxBytes) {
    private static final long DEFAULT_PIXELS = 100_000_000;
    private static final long DEFAULT_BYTES = 64L * 1024 * 1024;
    /// An [RgbImage] is one array, whose length is an `int`.
    private static final long MOST_PIXELS = (Integer.MAX_VALUE - 8) / 3;

    /// @throws IllegalArgumentException where a limit is below 1, or the pixels would not fit one array
    public ImageLimits {
        if (maxPixels < 1 || maxPixels > MOST_PIXELS || maxBytes < 1) {
            throw new IllegalArgumentException("expected 1 to " + MOST_PIXELS + " pixels and at least 1 byte, got "
                    + maxPixels + " pixels and " + maxBytes + " bytes");
        }
    }

    /// 100 megapixels and 64 MiB.
    public static ImageLimits defaults() {
        return new ImageLimits(DEFAULT_PIXELS, DEFAULT_BYTES);
    }
}
