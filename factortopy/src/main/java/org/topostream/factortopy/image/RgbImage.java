package org.topostream.factortopy.image;

/// A picture in memory: 8 bits a channel, no alpha, upright.
///
/// @param width  columns, at least 1
/// @param height rows, at least 1
/// @param rgb    `[H, W, 3]`, unsigned bytes: row (top first), column, then red, green, blue
public record RgbImage(int width, int height, byte[] rgb) {

    /// @throws IllegalArgumentException where the number of bytes is not `3 * width * height`
    public RgbImage {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException("expected 3 bytes for each of " + width + " x " + height
                    + " pixels, got " + rgb.length + " bytes");
        }
    }
}
