package org.topostream.producers.scan.dicom;

import java.util.List;

/// A volume of which some slices have come, not all.
///
/// @param series   SeriesInstanceUID
/// @param kind     of its intensities
/// @param echoTime in milliseconds, 0 where the source does not tell
/// @param number   by the source's own count, from 0
/// @param slices   how many it has
/// @param missing  which have not come, by the source's own count, from 1
public record IncompleteVolume(String series, ImageKind kind, double echoTime, int number, int slices,
        List<Integer> missing) {}
