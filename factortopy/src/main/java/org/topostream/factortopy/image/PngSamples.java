package org.topostream.factortopy.image;

import java.util.Arrays;

/// Pixels that are samples of grey or of red, green and blue, with or without alpha.
///
/// @param depth       bits of a sample
/// @param bands       samples of a pixel: 1 or 3, and one more with alpha
/// @param transparent the one transparent colour, as stored; empty where every pixel is opaque or has its own alpha
record PngSamples(int depth, int bands, int[] transparent) implements PngPixels {

    /// @throws BadImageException where the transparent colour has not one 16-bit number a band
    static PngSamples of(PngFile file) throws BadImageException {
        int depth = file.header().depth();
        return switch (file.header().colours()) {
            case GREY -> new PngSamples(depth, 1, transparent(file, 1));
            case RGB -> new PngSamples(depth, 3, transparent(file, 3));
            case GREY_ALPHA -> new PngSamples(depth, 2, new int[0]);
            case RGB_ALPHA -> new PngSamples(depth, 4, new int[0]);
            case PALETTE -> throw new IllegalArgumentException("expected samples, got palette indices");
        };
    }

    private static int[] transparent(PngFile file, int bands) throws BadImageException {
        byte[] chunk = file.transparency();
        if (chunk.length == 0) {
            return new int[0];
        }
        if (chunk.length != 2 * bands) {
            throw new BadImageException("expected a transparent PNG colour of " + 2 * bands + " bytes, got "
                    + chunk.length);
        }
        int[] colour = new int[bands];
        for (int band = 0; band < bands; band++) {
            int value = (chunk[2 * band] & 0xFF) << 8 | chunk[2 * band + 1] & 0xFF;
            colour[band] = value & (1 << file.header().depth()) - 1;
        }
        return colour;
    }

    @Override
    public void convert(int[] stored, int pixels, byte[] rgb, int offset) {
        int colourBands = bands < 3 ? 1 : 3;
        for (int pixel = 0; pixel < pixels; pixel++) {
            int source = bands * pixel;
            int alpha = alpha(stored, source, colourBands);
            for (int colour = 0; colour < 3; colour++) {
                int value = eightBits(stored[colourBands == 1 ? source : source + colour]);
                rgb[offset + 3 * pixel + colour] = (byte) (alpha == OPAQUE ? value : PngPixels.overGrey(value, alpha));
            }
        }
    }

    private int alpha(int[] stored, int source, int colourBands) {
        if (bands > colourBands) {
            return eightBits(stored[source + colourBands]);
        }
        return transparent.length > 0
                && Arrays.equals(stored, source, source + colourBands, transparent, 0, colourBands) ? 0 : OPAQUE;
    }

    private int eightBits(int sample) {
        return depth > 8 ? sample >> 8 : sample * 255 / ((1 << depth) - 1);
    }
}
