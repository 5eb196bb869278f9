package org.topostream.factortopy.surface.picture;

/// From places to pixels: parallel, the panel's middle in the middle of the raster.
///
/// @param bounds of what is shown
/// @param scale  pixels a millimetre
/// @param width  pixels across
/// @param height pixels down
record Projection(Panel.Bounds bounds, double scale, int width, int height) {

    double x(double right) {
        return width / 2.0 + (right - (bounds.left() + bounds.right()) / 2) * scale;
    }

    /// Up is less.
    double y(double up) {
        return height / 2.0 - (up - (bounds.bottom() + bounds.top()) / 2) * scale;
    }
}
