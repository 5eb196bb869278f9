package org.topostream.factortopy.image;

/// stub
public final class ImageDecoder {
    public ImageDecoder(ImageLimits limits) {}

    public RgbImage decode(byte[] encoded) throws BadImageException {
        throw new UnsupportedOperationException();
    }
}
