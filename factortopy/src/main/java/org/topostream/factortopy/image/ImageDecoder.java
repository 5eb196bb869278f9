package org.topostream.factortopy.image;

/// Turns a JPEG or PNG file into an upright picture of 8 bits a channel, the way a Python pipeline with Pillow would, so
/// that a backbone sees the pixels it was trained on.
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
/// Only whole pictures pass: every PNG checksum is verified, and a JPEG is refused where its end marker is missing or
/// the decoder had to invent pixels. What follows the end of a picture is ignored.
///
/// Size limits apply to what the header declares, before any pixel is decoded. Besides, no side may exceed 65,535 pixels
/// (JPEG's own limit; it keeps the decoder's row buffers small). At most, one call holds 11 bytes of heap a declared pixel
/// (a PNG of 16-bit channels with alpha; 6 for RGB JPEG) and three times the encoded bytes, plus, outside the
/// heap, 8 bytes a pixel for a progressive JPEG's coefficients. With the default limits that is 1.3 GB: a process with a
/// smaller heap, or many decoding threads, sets lower limits.
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
            case JPEG -> JpegDecoder.decode(new JpegParser(encoded, limits).parse());
            case PNG -> PngDecoder.decode(new PngParser(encoded, limits).parse());
            case OTHER ->
                throw new BadImageException("expected a JPEG or a PNG, got " + ImageFormat.describe(encoded));
        };
    }
}
