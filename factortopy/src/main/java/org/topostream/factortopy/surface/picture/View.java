package org.topostream.factortopy.surface.picture;

import java.util.List;

import org.topostream.factortopy.surface.Hemisphere;

/// Where one looks from, without perspective, with the axes x to the right, y to the front, z up.
enum View {
    FROM_LEFT(1, -1, 2, 0, -1),
    FROM_RIGHT(1, 1, 2, 0, 1),
    FROM_BEHIND(0, 1, 2, 1, -1),
    FROM_ABOVE(0, 1, 1, 2, 1);

    private static final int AXES = 3;

    private final int across;
    private final int acrossSign;
    private final int up;
    private final int near;
    private final int nearSign;

    /// @param across     axis that runs across the picture
    /// @param acrossSign 1 where it runs to its right, -1 to its left
    /// @param up         axis that runs up
    /// @param near       axis that runs to or from the eye
    /// @param nearSign   1 where it runs to the eye
    View(int across, int acrossSign, int up, int near, int nearSign) {
        this.across = across;
        this.acrossSign = acrossSign;
        this.up = up;
        this.near = near;
        this.nearSign = nearSign;
    }

    /// Both sides of a hemisphere: of the left its outside first, of the right its outside last.
    static List<View> sides() {
        return List.of(FROM_LEFT, FROM_RIGHT);
    }

    /// The view onto a plane across an axis.
    static View onto(int axis) {
        return List.of(FROM_LEFT, FROM_BEHIND, FROM_ABOVE).get(axis);
    }

    String title(Hemisphere hemisphere) {
        return switch (this) {
            case FROM_LEFT -> hemisphere == Hemisphere.LEFT ? "left, lateral" : "right, medial";
            case FROM_RIGHT -> hemisphere == Hemisphere.LEFT ? "left, medial" : "right, lateral";
            case FROM_BEHIND, FROM_ABOVE -> hemisphere.label();
        };
    }

    /// Of what belongs to no hemisphere.
    String title() {
        return switch (this) {
            case FROM_LEFT -> "from the left";
            case FROM_RIGHT -> "from the right";
            case FROM_BEHIND -> "from behind";
            case FROM_ABOVE -> "from above";
        };
    }

    /// @param places `[M, 3]`
    double right(float[] places, int place) {
        return acrossSign * places[AXES * place + across];
    }

    double up(float[] places, int place) {
        return places[AXES * place + up];
    }

    double near(float[] places, int place) {
        return nearSign * places[AXES * place + near];
    }
}
