package org.topostream.producers.scan.dicom;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.topostream.producers.scan.BadScanException;

/// What a file of many frames says of one (DICOM PS3.3, C.7.6.16, *Multi-frame Functional Groups*).
///
/// @param index      in the pixels, from 0
/// @param kind       of its intensities
/// @param echoTime   in milliseconds, 0 where the source does not tell
/// @param time       TemporalPositionIndex, from 1, where the source tells
/// @param dimensions its index along each dimension of the file, from 1
/// @param plane      where it lies
/// @param thickness  from it to the next slice in millimetres, where the source tells
/// @param rescale    of its intensities
/// @param acquiredAt on the scanner's clock, where the source tells
record EnhancedFrame(int index, ImageKind kind, double echoTime, OptionalInt time, double[] dimensions,
        SlicePlane plane, OptionalDouble thickness, Rescale rescale, OptionalDouble acquiredAt) {
    /// @param own    the functional groups of this frame
    /// @param shared those of all frames
    static EnhancedFrame of(int index, DicomDataSet file, DicomDataSet own, DicomDataSet shared)
            throws BadScanException {
        DicomDataSet type = group(own, shared, DicomTag.MR_IMAGE_FRAME_TYPE_SEQUENCE);
        DicomDataSet content = group(own, shared, DicomTag.FRAME_CONTENT_SEQUENCE);
        DicomDataSet measures = group(own, shared, DicomTag.PIXEL_MEASURES_SEQUENCE);
        SlicePlane plane = SlicePlane.of(group(own, shared, DicomTag.PLANE_POSITION_SEQUENCE),
                group(own, shared, DicomTag.PLANE_ORIENTATION_SEQUENCE), measures);
        double echoTime = group(own, shared, DicomTag.MR_ECHO_SEQUENCE).positive(DicomTag.EFFECTIVE_ECHO_TIME)
                .orElse(0);
        return new EnhancedFrame(index, kind(file, type), echoTime, content.whole(DicomTag.TEMPORAL_POSITION_INDEX),
                content.numbers(DicomTag.DIMENSION_INDEX_VALUES), plane, SliceOrder.spacing(measures),
                rescale(file, own, shared), DicomTime.of(content.text(DicomTag.FRAME_ACQUISITION_DATE_TIME)));
    }

    /// What a frame says itself, else what is said of all.
    static DicomDataSet group(DicomDataSet own, DicomDataSet shared, DicomTag sequence) {
        return own.items(sequence).isEmpty() ? shared.item(sequence) : own.item(sequence);
    }

    private static ImageKind kind(DicomDataSet file, DicomDataSet type) {
        List<String> words = type.texts(DicomTag.FRAME_TYPE);
        Optional<String> component = type.text(DicomTag.COMPLEX_IMAGE_COMPONENT)
                .or(() -> file.text(DicomTag.COMPLEX_IMAGE_COMPONENT));
        return ImageKind.of(words.isEmpty() ? file.texts(DicomTag.IMAGE_TYPE) : words, component,
                OptionalInt.empty());
    }

    private static Rescale rescale(DicomDataSet file, DicomDataSet own, DicomDataSet shared) throws BadScanException {
        DicomTag sequence = DicomTag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE;
        boolean isSaid = own.has(sequence) || shared.has(sequence);
        return Rescale.of(isSaid ? group(own, shared, sequence) : file);
    }
}
