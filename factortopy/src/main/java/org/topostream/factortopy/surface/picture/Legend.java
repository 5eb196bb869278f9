package org.topostream.factortopy.surface.picture;

import java.util.Locale;

/// Says which colour is which value.
final class Legend {
    /// Pixels from its top to its bottom.
    static final int HEIGHT = 110;
    private static final int BAR = 300;
    private static final int DISC = 72;
    private static final int THICK = 20;
    private static final int STEP = 34;
    private static final int GAP = 12;
    private static final int LINE = 2 * Letters.HEIGHT;
    private static final int NOTHING = 0xC8C8C8;

    private final Raster raster;
    private final MapStyle style;

    Legend(Raster raster, MapStyle style) {
        this.raster = raster;
        this.style = style;
    }

    void draw(int left, int top) {
        int end = style.isPlane()
                ? disc(left, top)
                : style.single().use() == ColourMap.Use.KIND ? kinds(left, top) : bar(left, top);
        raster.fill(end + GAP, top, THICK, THICK, NOTHING);
        raster.text(end + 2 * GAP + THICK, top, size(end + 2 * GAP + THICK, "no value"), "no value");
        raster.text(left, top + HEIGHT - LINE, size(left, style.units()), style.units());
    }

    /// @return where it ends
    private int bar(int left, int top) {
        for (int x = 0; x < BAR; x++) {
            double share = x / (BAR - 1.0);
            double value = style.minimum() + share * (style.maximum() - style.minimum());
            raster.fill(left + x, top, 1, THICK, style.single().colour(value, style.minimum(), style.maximum()));
        }
        String maximum = number(style.maximum());
        String middle = number((style.minimum() + style.maximum()) / 2);
        raster.text(left, top + THICK + GAP / 2, 2, number(style.minimum()));
        raster.text(left + BAR / 2 - middle.length() * Letters.WIDTH, top + THICK + GAP / 2, 2, middle);
        raster.text(left + BAR - 2 * maximum.length() * Letters.WIDTH, top + THICK + GAP / 2, 2, maximum);
        return left + BAR;
    }

    /// @return where they end
    private int kinds(int left, int top) {
        long first = Math.round(style.minimum());
        long count = Math.clamp(Math.round(style.maximum()) - first + 1, 1, style.single().kinds());
        for (int i = 0; i < count; i++) {
            raster.fill(left + i * STEP, top, STEP - 2, THICK, style.single().colour(first + i, 0, 1));
            raster.text(left + i * STEP, top + THICK + GAP / 2, 1, Long.toString(first + i));
        }
        return left + (int) count * STEP;
    }

    /// The plane as an image lies: its second axis down.
    /// @return where it ends
    private int disc(int left, int top) {
        double half = DISC / 2.0;
        for (int row = 0; row < DISC; row++) {
            for (int column = 0; column < DISC; column++) {
                double x = (column + 0.5 - half) / half;
                double y = (row + 0.5 - half) / half;
                if (Math.hypot(x, y) <= 1) {
                    raster.set(left + column, top + row,
                            style.colours().place(x, y, 1));
                }
            }
        }
        String ends = number(-style.reach()) + " to " + number(style.reach());
        raster.text(left + DISC + GAP, top + GAP, 2, ends);
        return left + DISC + GAP + 2 * ends.length() * Letters.WIDTH;
    }

    /// Large where there is room.
    private int size(int left, String text) {
        return left + 2 * Letters.WIDTH * text.length() <= raster.width() ? 2 : 1;
    }

    static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e6;
        return whole ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3g", value);
    }
}
