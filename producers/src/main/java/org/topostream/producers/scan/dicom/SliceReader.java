package org.topostream.producers.scan.dicom;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

import org.topostream.producers.scan.BadScanException;

/// Files of one slice each, as GE's and older scanners write them.
///
/// Which volume a slice belongs to, says TemporalPositionIdentifier; where that is absent, Siemens' AcquisitionNumber;
/// else InstanceNumber, which counts all slices of the first volume, then all of the next.
final class SliceReader {
    /// Who says how many slices a volume has.
    private static final List<DicomTag> SLICES = List.of(DicomTag.GE_LOCATIONS_IN_ACQUISITION,
            DicomTag.GE_SLICES_PER_VOLUME, DicomTag.PHILIPS_NUMBER_OF_SLICES);
    /// Who says which slice of a volume it is.
    private static final List<DicomTag> PLACES = List.of(DicomTag.IN_STACK_POSITION_NUMBER,
            DicomTag.PHILIPS_SLICE_NUMBER);
    private static final int MOST_SLICES = 4_096;

    private SliceReader() {}

    static DicomPiece.Slice read(DicomFile file) throws BadScanException {
        DicomDataSet elements = file.elements();
        DicomPixels pixels = DicomPixels.of(elements);
        if (pixels.frames() != 1) {
            throw elements.bad("expected one frame, or a place for each, got " + pixels.frames() + " without");
        }
        int slices = slices(elements);
        int place = place(elements, slices);
        VolumeId id = new VolumeId(file.series(), ImageKind.of(elements),
                elements.positive(DicomTag.ECHO_TIME).orElse(0), number(elements, slices));
        SlicePlane plane = SlicePlane.of(elements, elements, elements);
        float[] values = new float[pixels.area()];
        pixels.read(0, Rescale.of(elements), values, 0);
        return new DicomPiece.Slice(id, place, new int[]{pixels.columns(), pixels.rows(), slices},
                file.seriesNumber(), plane, values, SliceOrder.spacing(elements), Repetition.seconds(elements),
                DicomTime.of(elements), Repetition.count(elements));
    }

    private static int slices(DicomDataSet elements) throws BadScanException {
        int slices = 0;
        for (DicomTag tag : SLICES) {
            slices = slices > 0 ? slices : elements.whole(tag).orElse(0);
        }
        if (slices <= 0) {
            int images = elements.whole(DicomTag.IMAGES_IN_ACQUISITION).orElse(0);
            int volumes = Repetition.count(elements).orElse(1);
            slices = images % volumes == 0 ? images / volumes : 0;
        }
        if (slices <= 0 || slices > MOST_SLICES) {
            throw elements.bad("expected how many slices a volume has, 1 to " + MOST_SLICES + ", as one of " + SLICES
                    + ", or " + DicomTag.IMAGES_IN_ACQUISITION + " of all its volumes, got " + slices
                    + "; mosaics and enhanced files need none of them");
        }
        return slices;
    }

    private static int place(DicomDataSet elements, int slices) throws BadScanException {
        for (DicomTag tag : PLACES) {
            OptionalInt place = elements.whole(tag);
            if (place.isPresent()) {
                if (place.getAsInt() < 1 || place.getAsInt() > slices) {
                    throw elements.bad("expected 1 to " + slices + " as " + tag + ", got " + place.getAsInt());
                }
                return place.getAsInt();
            }
        }
        return (elements.whole(DicomTag.INSTANCE_NUMBER, 1) - 1) % slices + 1;
    }

    private static int number(DicomDataSet elements, int slices) throws BadScanException {
        OptionalInt time = elements.whole(DicomTag.TEMPORAL_POSITION_IDENTIFIER);
        if (time.orElse(0) > 0) {
            return time.getAsInt() - 1;
        }
        String manufacturer = elements.text(DicomTag.MANUFACTURER).orElse("").toUpperCase(Locale.ROOT);
        return manufacturer.startsWith("SIEMENS")
                ? Repetition.number(elements)
                : (elements.whole(DicomTag.INSTANCE_NUMBER, 1) - 1) / slices;
    }
}
