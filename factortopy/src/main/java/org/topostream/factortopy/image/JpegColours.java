package org.topostream.factortopy.image;

/// What the components of a JPEG file mean.
enum JpegColours {
    GREY,
    YCBCR,
    RGB,
    CMYK,
    YCCK;

    /// Decides as libjpeg does, which most software inherits.
    ///
    /// @param jfif  whether the file is marked as JFIF
    /// @param adobe the transform of its Adobe marker, negative without one
    static JpegColours of(JpegFrame frame, boolean jfif, int adobe) {
        return switch (frame.components().length) {
            case 1 -> GREY;
            case 3 -> !jfif && (adobe == 0 || adobe < 0 && frame.isCalled('R', 'G', 'B')) ? RGB : YCBCR;
            default -> adobe > 0 ? YCCK : CMYK;
        };
    }

    /// Converts a row.
    ///
    /// @param stored samples, component by component within each pixel
    /// @param pixels how many
    /// @param rgb    where to write
    /// @param offset first byte to write
    void convert(byte[] stored, int pixels, byte[] rgb, int offset) {
        switch (this) {
            case GREY -> grey(stored, pixels, rgb, offset);
            case RGB -> System.arraycopy(stored, 0, rgb, offset, 3 * pixels);
            case YCBCR -> luminance(stored, 3, pixels, rgb, offset);
            case CMYK -> ink(stored, pixels, rgb, offset);
            case YCCK -> {
                // Its first three are the inks' complements.
                luminance(stored, 4, pixels, rgb, offset);
                byte[] inks = new byte[4 * pixels];
                for (int pixel = 0; pixel < pixels; pixel++) {
                    inks[4 * pixel] = (byte) ~rgb[offset + 3 * pixel];
                    inks[4 * pixel + 1] = (byte) ~rgb[offset + 3 * pixel + 1];
                    inks[4 * pixel + 2] = (byte) ~rgb[offset + 3 * pixel + 2];
                    inks[4 * pixel + 3] = stored[4 * pixel + 3];
                }
                ink(inks, pixels, rgb, offset);
            }
        }
    }

    private static void grey(byte[] stored, int pixels, byte[] rgb, int offset) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            int target = offset + 3 * pixel;
            rgb[target] = stored[pixel];
            rgb[target + 1] = stored[pixel];
            rgb[target + 2] = stored[pixel];
        }
    }

    /// JFIF 1.02, page 3, in 16-bit fixed point.
    private static void luminance(byte[] stored, int components, int pixels, byte[] rgb, int offset) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            int source = components * pixel;
            int luma = (stored[source] & 0xFF) << 16 | 1 << 15;
            int blue = (stored[source + 1] & 0xFF) - 128;
            int red = (stored[source + 2] & 0xFF) - 128;
            int target = offset + 3 * pixel;
            rgb[target] = clamp(luma + 91_881 * red >> 16);
            rgb[target + 1] = clamp(luma - 22_554 * blue - 46_802 * red >> 16);
            rgb[target + 2] = clamp(luma + 116_130 * blue >> 16);
        }
    }

    private static void ink(byte[] stored, int pixels, byte[] rgb, int offset) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            int black = stored[4 * pixel + 3] & 0xFF;
            for (int colour = 0; colour < 3; colour++) {
                int product = (stored[4 * pixel + colour] & 0xFF) * black;
                rgb[offset + 3 * pixel + colour] = (byte) ((product + 127) / 255);
            }
        }
    }

    private static byte clamp(int value) {
        return (byte) Math.clamp(value, 0, 255);
    }
}
