package org.topostream.factortopy.image;

import java.util.List;

/// The colour types of PNG.
enum PngColours {
    GREY(0, List.of(1, 2, 4, 8, 16)),
    RGB(2, List.of(8, 16)),
    PALETTE(3, List.of(1, 2, 4, 8)),
    GREY_ALPHA(4,
            List.of(8, 16)),
    RGB_ALPHA(6, List.of(8, 16));

    private final int code;
    private final List<Integer> depths;

    PngColours(int code, List<Integer> depths) {
        this.code = code;
        this.depths = depths;
    }

    /// @throws BadImageException where PNG knows no such colour type, or not with so many bits
    static PngColours of(int code, int depth) throws BadImageException {
        for (PngColours colours : values()) {
            if (colours.code == code && colours.depths.contains(depth)) {
                return colours;
            }
        }
        throw new BadImageException("expected a colour type and a bit depth of PNG, got type " + code + " with " + depth
                + " bits");
    }
}
