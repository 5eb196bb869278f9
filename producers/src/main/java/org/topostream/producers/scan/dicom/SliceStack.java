package org.topostream.producers.scan.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// The slices of one volume, until all have come.
final class SliceStack {
    private final VolumeId id;
    private final int[] size;
    private final Map<Integer, DicomPiece.Slice> slices = new TreeMap<>();

    /// @param size `[3]`
    SliceStack(VolumeId id, int[] size) {
        this.id = id;
        this.size = size;
    }

    void add(DicomPiece.Slice slice) {
        slices.put(slice.place(), slice);
    }

    boolean isComplete() {
        return slices.size() == size[2];
    }

    IncompleteVolume missing() {
        List<Integer> missing = IntStream.rangeClosed(1, size[2]).boxed().filter(place -> !slices.containsKey(place))
                .toList();
        return new IncompleteVolume(id.series(), id.kind(), id.echoTime(), id.number(), size[2], missing);
    }

    /// All of them, along the normal, whatever order the source counts them in.
    /// @param file the last that came, for messages
    /// @throws BadScanException where they do not lie one upon the other, evenly spaced
    DicomVolume volume(String file) throws BadScanException {
        List<DicomPiece.Slice> all = new ArrayList<>(slices.values());
        DicomPiece.Slice first = all.getFirst();
        SliceOrder order = SliceOrder.of(file + ": " + id, all.stream().map(DicomPiece.Slice::plane).toList(),
                first.thickness());
        float[] values = new float[size[0] * size[1] * size[2]];
        for (int z = 0; z < size[2]; z++) {
            float[] slice = all.get(order.order()[z]).values();
            System.arraycopy(slice, 0, values, z * slice.length, slice.length);
        }
        double[] affine = all.get(order.order()[0]).plane().affine(order.step());
        return new DicomVolume(first.seriesNumber(), id.kind(), id.echoTime(), new ScannedVolume(id.series(),
                id.number(), size, values, affine, first.seconds(), acquiredAt(), first.volumes()));
    }

    /// When its first slice was taken.
    private OptionalDouble acquiredAt() {
        return slices.values().stream().map(DicomPiece.Slice::acquiredAt).filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble).min();
    }
}
