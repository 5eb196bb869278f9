package org.topostream.factortopy.image;

import java.awt.image.Raster;

/// Decodes the samples of a PNG file and converts them, as they are stored: not yet turned upright.
final class PngDecoder {
    private PngDecoder() {}

    static RgbImage decode(PngFile file) throws BadImageException {
        // What is wrong with the tables is found before anything large is allocated.
        PngPixels pixels = file.header().colours() == PngColours.PALETTE
                ? PngPalette.of(file)
                : PngSamples.of(file);
        Raster raster = RasterSource.png(file.pixels()).raster();
        int width = file.header().size().width();
        int height = file.header().size().height();
        byte[] rgb = new byte[3 * width * height];
        int[] row = new int[raster.getNumBands() * width];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            pixels.convert(row, width, rgb, 3 * width * y);
        }
        return new RgbImage(width, height, rgb);
    }
}
