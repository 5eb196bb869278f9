package org.topostream.factortopy.image;

/// Converts stored PNG samples to red, green and blue, transparency laid over mid grey.
sealed interface PngPixels permits PngPalette, PngSamples {
    int MID_GREY = 128;
    int OPAQUE = 255;

    /// Converts a row.
    ///
    /// @param stored samples or palette indices, band by band within each pixel
    /// @param pixels how many
    /// @param rgb    where to write
    /// @param offset first byte to write
    /// @throws BadImageException where an index is outside the palette
    void convert(int[] stored, int pixels, byte[] rgb, int offset) throws BadImageException;

    /// The nearest value to what shines through.
    ///
    /// @param alpha 0 (transparent) to 255
    static int overGrey(int value, int alpha) {
        return (value * alpha + MID_GREY * (OPAQUE - alpha) + OPAQUE / 2) / OPAQUE;
    }
}
