package org.topostream.factortopy.image;

import java.awt.image.Raster;
import java.util.regex.Pattern;

/// Decodes the samples of a JPEG file and converts them, as they are stored: not yet turned upright.
final class JpegDecoder {
    /// Some cameras pad their data before the end marker. The reader passes on only the first warning; this one comes
    /// after the last sample, so it can hide no other.
    private static final Pattern HARMLESS = Pattern
            .compile("Corrupt JPEG data: \\d{1,2} extraneous bytes before marker 0xd9");

    private JpegDecoder() {}

    static RgbImage decode(JpegFile file) throws BadImageException {
        RasterSource source = RasterSource.jpeg(file.pixels());
        for (String warning : source.warnings()) {
            if (!HARMLESS.matcher(warning).matches()) {
                throw new BadImageException("expected a JPEG that decodes without a warning, got: " + warning);
            }
        }
        Raster raster = source.raster();
        int width = file.size().width();
        int height = file.size().height();
        byte[] rgb = new byte[3 * width * height];
        byte[] row = new byte[raster.getNumBands() * width];
        for (int y = 0; y < height; y++) {
            raster.getDataElements(0, y, width, 1, row);
            file.colours().convert(row, width, rgb, 3 * width * y);
        }
        return new RgbImage(width, height, rgb);
    }
}
