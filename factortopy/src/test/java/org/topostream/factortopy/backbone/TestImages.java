package org.topostream.factortopy.backbone;

import java.util.Arrays;

import org.topostream.factortopy.image.RgbImage;

/// Images without files.
final class TestImages {
    private static final int COLOURS = 3;
    private static final int COLOUR_STEP = 37;

    private TestImages() {}

    /// A pattern without symmetry, as `pattern` in `make_backbone_fixtures.py`.
    static RgbImage pattern(int index, int side) {
        byte[] rgb = new byte[side * side * COLOURS];
        int at = 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                for (int colour = 0; colour < COLOURS; colour++) {
                    rgb[at++] = (byte) (x * (index + 1) + y * (5 - index) + (x * y >> 3)
                            + (index + 2) * colour * COLOUR_STEP);
                }
            }
        }
        return new RgbImage(side, side, rgb);
    }

    static RgbImage grey(int value, int side) {
        byte[] rgb = new byte[side * side * COLOURS];
        Arrays.fill(rgb, (byte) value);
        return new RgbImage(side, side, rgb);
    }
}
