package org.topostream.producers.scan.folder;

import java.util.OptionalInt;

/// What people call a series, to choose those that are wanted.
///
/// @param name   as its protocol has it, such as `ep2d_bold_run1`
/// @param number of the scanner's own count, where the source tells
/// @param kind   what it is of, such as `MOSAIC` or `PHASE`; empty where the source does not tell
public record SeriesInfo(String name, OptionalInt number, String kind) {

    /// Where nothing but its name is known.
    public static SeriesInfo named(String name) {
        return new SeriesInfo(name, OptionalInt.empty(), "");
    }
}
