package org.topostream.producers.scan.dicom;

/// Which volume of a series.
///
/// @param series   SeriesInstanceUID
/// @param kind     of its intensities
/// @param echoTime in milliseconds, 0 where the source does not tell
/// @param number   by the source's own count, from 0
record VolumeId(String series, ImageKind kind, double echoTime, int number) {
    /// The first of all that are counted with it.
    VolumeId first() {
        return new VolumeId(series, kind, echoTime, 0);
    }

    /// For messages.
    @Override
    public String toString() {
        return "volume " + number + " (from 0, " + kind + ", echo time " + echoTime + " ms) of series " + series;
    }
}
