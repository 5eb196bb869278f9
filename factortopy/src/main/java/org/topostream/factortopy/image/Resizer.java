package org.topostream.factortopy.image;

/// stub
public final class Resizer {
    private Resizer() {}

    public static RgbImage resize(RgbImage image, int width, int height) {
        throw new UnsupportedOperationException();
    }
}
