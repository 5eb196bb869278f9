package org.topostream.producers.scan.dicom;

import java.util.OptionalDouble;

import org.topostream.producers.scan.BadScanException;

/// From a stored number to an intensity (DICOM PS3.3, C.7.6.16.2.9 and C.11.1).
record Rescale(double slope, double intercept) {
    /// Beyond it, intensities would not fit float32.
    private static final double MOST = 1e20;

    /// @param elements a file, or the item of a frame that transforms its values; without any, values stay as they are
    static Rescale of(DicomDataSet elements) throws BadScanException {
        OptionalDouble slope = elements.number(DicomTag.RESCALE_SLOPE);
        OptionalDouble intercept = elements.number(DicomTag.RESCALE_INTERCEPT);
        if (slope.orElse(1) == 0 || Math.abs(slope.orElse(1)) > MOST || Math.abs(intercept.orElse(0)) > MOST) {
            throw elements.bad("expected a slope other than 0 and an intercept below " + MOST + ", got "
                    + slope.orElse(1) + " and " + intercept.orElse(0));
        }
        return new Rescale(slope.orElse(1), intercept.orElse(0));
    }

    float apply(double stored) {
        return (float) (slope * stored + intercept);
    }
}
