package org.topostream.producers.scan.philips;

import java.nio.file.Path;
import java.util.List;

import org.topostream.producers.scan.BadScanException;

/// The line of an image in a PAR file.
///
/// @param cells as many as its legend has columns
/// @param at    where it is in the file, from 1
record ParLine(Path file, ParLegend legend, List<String> cells, int at) {
    int whole(String column) throws BadScanException {
        return whole(column, 0);
    }

    /// @param column  how its entry in the legend begins
    /// @param further how many columns after the entry's first
    int whole(String column, int further) throws BadScanException {
        String cell = cell(column, further);
        try {
            return Integer.parseInt(cell);
        } catch (NumberFormatException e) {
            throw new BadScanException(place(column) + "expected a whole number, got " + cell, e);
        }
    }

    double number(String column) throws BadScanException {
        return number(column, 0);
    }

    double number(String column, int further) throws BadScanException {
        String cell = cell(column, further);
        double number;
        try {
            number = Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw new BadScanException(place(column) + "expected a number, got " + cell, e);
        }
        if (!Double.isFinite(number)) {
            throw new BadScanException(place(column) + "expected a finite number, got " + cell);
        }
        return number;
    }

    /// Where something is wrong.
    String place(String column) {
        return file + ": in line " + at + ", \"" + column + "\": ";
    }

    private String cell(String column, int further) throws BadScanException {
        int index = legend.column(column) + further;
        if (index >= cells.size()) {
            throw new BadScanException(place(column) + "expected " + (further + 1) + " columns or more in the legend");
        }
        return cells.get(index);
    }
}
