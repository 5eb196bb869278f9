package org.topostream.producers.scan.dicom;

import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.topostream.producers.scan.BadScanException;

/// How files count and time the volumes of a run.
final class Repetition {
    private static final int MILLISECONDS = 1_000;

    private Repetition() {}

    /// Of a file with one volume, or with a slice of Siemens': AcquisitionNumber, which counts a run's volumes from 1,
    /// of all echoes alike; else InstanceNumber, which counts its files from 1.
    /// @return from 0
    static int number(DicomDataSet file) throws BadScanException {
        DicomTag tag = file.whole(DicomTag.ACQUISITION_NUMBER).isPresent()
                ? DicomTag.ACQUISITION_NUMBER
                : DicomTag.INSTANCE_NUMBER;
        return file.whole(tag, 1) - 1;
    }

    /// How many volumes the series has, where the source tells.
    static OptionalInt count(DicomDataSet file) throws BadScanException {
        OptionalInt count = file.whole(DicomTag.NUMBER_OF_TEMPORAL_POSITIONS);
        return count.isPresent() && count.getAsInt() > 0 ? count : OptionalInt.empty();
    }

    /// From one volume to the next. GE's repetition time lacks the pause that its *epiRT* makes after each volume.
    /// @param elements what has RepetitionTime
    static OptionalDouble seconds(DicomDataSet elements) throws BadScanException {
        OptionalDouble milliseconds = elements.positive(DicomTag.REPETITION_TIME);
        double pause = elements.positive(DicomTag.GE_DELAY_AFTER_SLICES).orElse(0);
        return milliseconds.isPresent()
                ? OptionalDouble.of(milliseconds.getAsDouble() / MILLISECONDS + pause)
                : milliseconds;
    }
}
