package org.topostream.factortopy.maps;

/// The values of one cortical map.
///
/// @param kind    what it shows
/// @param values  `[N, columns]`, one row per voxel
/// @param columns values per voxel
/// @param units   of the values
/// @param minimum low end of the colour scale
/// @param maximum high end of the colour scale
/// @param colours name of a colour map that suits it
public record MapValues(String kind, float[] values, int columns, String units, double minimum, double maximum,
        String colours) {}
