package org.topostream.factortopy.image;

/// Turns a JPEG or PNG file into an upright picture of 8 bits a channel, the way a Python pipeline with Pillow would,
/// so that a backbone sees the pixels it was trained on.
///
/// - Orientation: turned as Exif says (1 to 8), in JPEG and PNG.
/// - Grey: the same value in red, green and blue; no gamma is applied.
/// - 16 bits a channel: the upper 8 are kept, as libpng and Pillow do.
/// - Transparency: laid over mid grey (128). A stimulus is shown on a grey background of the mean luminance, so
///   that is what a person would see through it.
/// - CMYK and YCCK JPEG: stored inverted, as Adobe does and as browsers and Pillow assume, and converted by
///   `red = cyan * black / 255` of the stored values.
/// - ICC profiles, gamma and chromaticities are ignored: the numbers are taken as sRGB. That is exact for sRGB files
///   and for files without a profile; others keep their numbers, as in Pillow and torchvision.
///
/// Only whole pictures pass. Every PNG checksum is verified. A JPEG is refused where its end marker or a part of its
/// data is missing, or where the decoder had to invent pixels; but JPEG has no checksums, so that damage which still
/// decodes without a warning goes unnoticed. What follows the end of a picture is ignored.
///
/// Size limits apply to what the header declares, before any pixel is decoded. Besides, no side may exceed 65,535
/// pixels (JPEG's own limit; it keeps the decoder's row buffers small). At most, one call holds 11 bytes of heap a
/// declared pixel (a PNG of 16-bit channels with alpha; 6 for RGB JPEG) and three times the encoded bytes, plus,
/// outside the heap, 8 bytes a pixel for a progressive JPEG's coefficients. With the default limits that is 1.3 GB
/// of heap and 0.8 GB outside: a process with less, or with many decoding threads, sets lower limits.
///
/// Safe for use by several threads at once.
public final class ImageDecoder {
    private final ImageLimits limits;

    /// @param limits what to refuse before decoding
    public ImageDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    /// Decodes a whole file.
    ///
    /// @param encoded the bytes of a JPEG or PNG file; not modified
    /// @throws BadImageException where the bytes are of another format, broken, incomplete or too large
    public RgbImage decode(byte[] encoded) throws BadImageException {
        if (encoded.length > limits.maxBytes()) {
            throw new BadImageException(
                    "expected at most " + limits.maxBytes() + " encoded bytes, got " + encoded.length);
        }
        return switch (ImageFormat.of(encoded)) {
            case JPEG -> jpeg(encoded);
            case PNG -> png(encoded);
            case OTHER -> throw new BadImageException("expected a JPEG or a PNG, got " + ImageFormat.describe(encoded));
        };
    }

    // Turning starts after decoding has returned, so that the decoder's raster is free by then.

    private RgbImage jpeg(byte[] encoded) throws BadImageException {
        JpegFile file = new JpegParser(encoded, limits).parse();
        return file.orientation().turn(JpegDecoder.decode(file));
    }

    private RgbImage png(byte[] encoded) throws BadImageException {
        PngFile file = new PngParser(encoded, limits).parse();
        return file.orientation().turn(PngDecoder.decode(file));
    }
}
