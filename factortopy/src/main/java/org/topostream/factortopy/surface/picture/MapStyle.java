package org.topostream.factortopy.surface.picture;

import java.util.List;

/// How a map is shown, and what is said of it.
///
/// @param caption lines above the picture
/// @param columns `[K]` what the values of a voxel are
/// @param units   of the values
/// @param minimum value of the first colour
/// @param maximum value of the last
/// @param colours for the values
public record MapStyle(List<String> caption, List<String> columns, String units, double minimum, double maximum,
        ColourMap colours) {

    public MapStyle {
        caption = List.copyOf(caption);
        columns = List.copyOf(columns);
    }

    /// Whether the two values of a voxel make one colour.
    boolean isPlane() {
        return colours.use() == ColourMap.Use.PLACE && columns.size() == 2;
    }

    /// The colours where each value makes a colour of its own.
    ColourMap single() {
        return colours.use() == ColourMap.Use.PLACE ? ColourMap.VIRIDIS : colours;
    }

    /// Distance from the middle at which a plane's colours are strongest.
    double reach() {
        double reach = Math.max(Math.abs(minimum), Math.abs(maximum));
        return reach > 0 ? reach : 1;
    }
}
