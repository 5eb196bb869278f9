package org.topostream.producers.scan.dicom;

import java.util.OptionalInt;

import org.topostream.producers.scan.ScannedVolume;

/// A whole volume out of DICOM files. One series may hold several kinds and several echoes, each counted by itself.
///
/// @param seriesNumber the number that the scanner shows for the series, where it says one
/// @param kind         of its intensities
/// @param echoTime     in milliseconds, 0 where the source does not tell
/// @param volume       its `series` is the SeriesInstanceUID; x goes along DICOM's rows, y along its columns, z along
///                     row x column (in a mosaic, in the order that the images stand in)
public record DicomVolume(OptionalInt seriesNumber, ImageKind kind, double echoTime, ScannedVolume volume) {
    VolumeId id() {
        return new VolumeId(volume.series(), kind, echoTime, volume.number());
    }
}
