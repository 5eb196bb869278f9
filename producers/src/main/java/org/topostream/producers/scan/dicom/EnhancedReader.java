package org.topostream.producers.scan.dicom;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// Files of many frames whose places stand in functional groups (Enhanced MR): one volume each, as Siemens' XA writes
/// them, or a whole series.
final class EnhancedReader {
    private final DicomFile file;
    private final DicomDataSet elements;
    private final DicomPixels pixels;

    private EnhancedReader(DicomFile file, DicomPixels pixels) {
        this.file = file;
        this.elements = file.elements();
        this.pixels = pixels;
    }

    /// @return by their numbers
    static List<DicomVolume> read(DicomFile file) throws BadScanException {
        return new EnhancedReader(file, DicomPixels.of(file.elements())).read();
    }

    private List<DicomVolume> read() throws BadScanException {
        List<DicomDataSet> own = elements.items(DicomTag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        if (own.size() != pixels.frames()) {
            throw elements.bad("expected " + DicomTag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE + " of " + pixels.frames()
                    + " frames, got " + own.size());
        }
        DicomDataSet shared = elements.item(DicomTag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
        List<EnhancedFrame> frames = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            frames.add(EnhancedFrame.of(i, elements, own.get(i), shared));
        }
        DicomDataSet timing = EnhancedFrame.group(own.getFirst(), shared,
                DicomTag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE);
        OptionalDouble seconds = Repetition.seconds(timing);
        EnhancedGroups groups = EnhancedGroups.of(elements, frames);
        List<DicomVolume> volumes = new ArrayList<>();
        for (Map.Entry<EnhancedGroups.Key, List<EnhancedFrame>> group : groups.frames().entrySet()) {
            int number = groups.isSingle() ? number(frames) : group.getKey().time() - 1;
            volumes.add(volume(group.getValue(), number, groups.isSingle(), seconds));
        }
        volumes.sort(Comparator.comparingInt(volume -> volume.volume().number()));
        return volumes;
    }

    /// Of a file with one time. Some scanners count with TemporalPositionIndex from file to file, others leave it at 1.
    private int number(List<EnhancedFrame> frames) throws BadScanException {
        int time = frames.getFirst().time().orElse(0);
        boolean isCounted = time > 1 && frames.stream().allMatch(frame -> frame.time().orElse(0) == time);
        return isCounted ? time - 1 : Repetition.number(elements);
    }

    private DicomVolume volume(List<EnhancedFrame> frames, int number, boolean isSingle, OptionalDouble seconds)
            throws BadScanException {
        EnhancedFrame first = frames.getFirst();
        SliceOrder order = SliceOrder.of(file.name(), frames.stream().map(EnhancedFrame::plane).toList(),
                first.thickness());
        int[] size = {pixels.columns(), pixels.rows(), frames.size()};
        float[] values = new float[pixels.area() * frames.size()];
        for (int z = 0; z < frames.size(); z++) {
            EnhancedFrame frame = frames.get(order.order()[z]);
            pixels.read(frame.index(), frame.rescale(), values, z * pixels.area());
        }
        OptionalDouble acquiredAt = frames.stream().map(EnhancedFrame::acquiredAt).filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble).min();
        if (acquiredAt.isEmpty() && isSingle) {
            acquiredAt = DicomTime.of(elements);
        }
        double[] affine = frames.get(order.order()[0]).plane().affine(order.step());
        return new DicomVolume(file.seriesNumber(), first.kind(), first.echoTime(), new ScannedVolume(file.series(),
                number, size, values, affine, seconds, acquiredAt, Repetition.count(elements)));
    }
}
