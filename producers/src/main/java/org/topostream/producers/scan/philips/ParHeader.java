package org.topostream.producers.scan.philips;

import java.util.List;

/// What a PAR file tells.
///
/// @param slices       of a volume
/// @param dynamics     of the scan, as planned
/// @param repetition   time in milliseconds, 0 where there is none
/// @param angulation   `[3]` degrees about the axes ap, fh and rl
/// @param offCentre    `[3]` millimetres along ap, fh and rl
/// @param grid         of all images
/// @param images       in the file's order, one or more, each with another index
record ParHeader(int slices, int dynamics, double repetition, double[] angulation, double[] offCentre, ParGrid grid,
        List<ParImage> images) {
    ParHeader {
        images = List.copyOf(images);
    }
}
