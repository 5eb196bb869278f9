package org.topostream.producers.scan.philips;

import org.topostream.producers.scan.BadScanException;

/// An image of a PAR file, one slice.
///
/// @param slice     from 1
/// @param dynamic   from 1
/// @param index     its place in the REC file, counted in images from 0
/// @param slope     with `intercept`, what makes displayed values of stored ones
/// @param begin     when its dynamic began, in seconds
/// @param line      where it stands in the file
record ParImage(int slice, int echo, int dynamic, ImageType type, int index, double slope, double intercept,
        double begin, int line, ParGrid grid) {
    static ParImage of(ParLine line) throws BadScanException {
        ParImage image = new ParImage(line.whole("slice number"), line.whole("echo number"),
                line.whole("dynamic scan number"), ImageType.of(line.whole("image_type_mr")),
                line.whole("index in rec file"), line.number("rescale slope"), line.number("rescale intercept"),
                line.number("dyn_scan_begin_time"), line.at(), ParGrid.of(line));
        if (image.slice < 1 || image.dynamic < 1 || image.index < 0) {
            throw new BadScanException(line.file() + ": in line " + image.line + ": expected slice and dynamic scan "
                    + "from 1 and index from 0, got " + image.slice + ", " + image.dynamic + " and " + image.index);
        }
        return image;
    }
}
