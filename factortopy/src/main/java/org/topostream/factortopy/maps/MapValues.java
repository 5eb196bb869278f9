package org.topostream.factortopy.maps;

import java.util.List;

/// The values of one cortical map.
///
/// @param kind        what it shows
/// @param values      `[N, columns]`, one row per voxel; NaN where a voxel has none
/// @param columnNames what each value of a voxel is; empty where a voxel has one that needs no name
/// @param units       of the values
/// @param minimum     low end of the colour scale
/// @param maximum     high end of the colour scale
/// @param colours     name of a colour map that suits it
public record MapValues(String kind, float[] values, List<String> columnNames, String units, double minimum,
        double maximum, String colours) {

    /// @throws IllegalArgumentException where the values are not whole rows
    public MapValues {
        columnNames = List.copyOf(columnNames);
        if (values.length % Math.max(1, columnNames.size()) != 0) {
            throw new IllegalArgumentException("map " + kind + ": expected rows of " + columnNames + ", got "
                    + values.length + " values");
        }
    }

    /// Values per voxel.
    public int columns() {
        return Math.max(1, columnNames.size());
    }
}
