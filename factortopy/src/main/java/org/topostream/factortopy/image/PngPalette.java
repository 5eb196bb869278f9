package org.topostream.factortopy.image;

/// Pixels that are indices into a table of colours.
///
/// @param colours `[colours, 3]`, with their transparency already laid over grey
record PngPalette(byte[] colours) implements PngPixels {

    /// @throws BadImageException where the table is missing, too long or not of whole colours
    static PngPalette of(PngFile file) throws BadImageException {
        byte[] palette = file.palette();
        byte[] alpha = file.transparency();
        int most = 1 << file.header().depth();
        int count = palette.length / 3;
        if (palette.length % 3 != 0 || count < 1 || count > most) {
            throw new BadImageException("expected a PNG palette of 1 to " + most + " colours of 3 bytes, got "
                    + palette.length + " bytes");
        }
        if (alpha.length > count) {
            throw new BadImageException("expected at most " + count + " transparencies, one a PNG palette colour, got "
                    + alpha.length);
        }
        byte[] colours = palette.clone();
        for (int i = 0; i < 3 * alpha.length; i++) {
            colours[i] = (byte) PngPixels.overGrey(palette[i] & 0xFF, alpha[i / 3] & 0xFF);
        }
        return new PngPalette(colours);
    }

    @Override
    public void convert(int[] stored, int pixels, byte[] rgb, int offset) throws BadImageException {
        for (int pixel = 0; pixel < pixels; pixel++) {
            int index = 3 * stored[pixel];
            if (index >= colours.length) {
                throw new BadImageException("expected indices into a PNG palette of " + colours.length / 3
                        + " colours, got " + stored[pixel]);
            }
            int target = offset + 3 * pixel;
            rgb[target] = colours[index];
            rgb[target + 1] = colours[index + 1];
            rgb[target + 2] = colours[index + 2];
        }
    }
}
