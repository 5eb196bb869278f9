package org.topostream.producers.scan.dicom;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What a file holds of a volume.
sealed interface DicomPiece {
    VolumeId id();

    /// Which slice it is, by the source's own count from 1; 0 for all of them.
    int place();

    /// `[3]` columns, rows and slices of the volume.
    int[] size();

    /// All of it.
    record Whole(DicomVolume volume) implements DicomPiece {
        @Override
        public VolumeId id() {
            return volume.id();
        }

        @Override
        public int place() {
            return 0;
        }

        @Override
        public int[] size() {
            return volume.volume().size();
        }
    }

    /// One slice.
    ///
    /// @param size         `[3]` columns, rows and slices of the volume
    /// @param seriesNumber where the source tells
    /// @param plane        where it lies
    /// @param values       row after row
    /// @param thickness    from it to the next in millimetres, where the source tells
    /// @param seconds      from one volume to the next, where the source tells
    /// @param acquiredAt   on the scanner's clock, where the source tells
    /// @param volumes      how many the series has, where the source tells
    record Slice(VolumeId id, int place, int[] size, OptionalInt seriesNumber, SlicePlane plane, float[] values,
            OptionalDouble thickness, OptionalDouble seconds, OptionalDouble acquiredAt,
            OptionalInt volumes) implements DicomPiece {}
}
