package org.topostream.producers.scan.dicom;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import org.topostream.producers.scan.BadScanException;

/// How slices of one volume lie one upon the other.
///
/// @param order `[Z]` which of the slices comes first, second and so on along the normal of the first given
/// @param step  `[3]` from one to the next
record SliceOrder(int[] order, double[] step) {
    /// What scanners' rounding may move a slice by: in millimetres, and as a part of the distance of two slices.
    private static final double ROUNDING = 0.01;
    private static final double UNEVEN = 0.02;

    /// @param what      these are slices of, for messages
    /// @param planes    in any order, one or more
    /// @param thickness how far apart they would be, where there is one alone
    static SliceOrder of(String what, List<SlicePlane> planes, OptionalDouble thickness) throws BadScanException {
        SlicePlane any = planes.getFirst();
        double[] normal = any.normal();
        for (SlicePlane plane : planes) {
            if (!plane.isParallelTo(any)) {
                throw new BadScanException(what + ": expected slices that are parallel and alike, got others");
            }
        }
        int[] order = IntStream.range(0, planes.size()).boxed()
                .sorted(Comparator.comparingDouble(slice -> planes.get(slice).along(normal)))
                .mapToInt(Integer::intValue).toArray();
        double[] step = planes.size() == 1 ? step(what, normal, thickness) : step(planes, order);
        for (int i = 0; i < order.length; i++) {
            check(what, planes.get(order[0]), planes.get(order[i]), step, i);
        }
        return new SliceOrder(order, step);
    }

    /// How far slices are apart in millimetres, where the source tells.
    static OptionalDouble spacing(DicomDataSet elements) throws BadScanException {
        OptionalDouble spacing = elements.positive(DicomTag.SPACING_BETWEEN_SLICES);
        return spacing.isPresent() ? spacing : elements.positive(DicomTag.SLICE_THICKNESS);
    }

    private static double[] step(String what, double[] normal, OptionalDouble thickness) throws BadScanException {
        if (thickness.isEmpty()) {
            throw new BadScanException(what + ": expected " + DicomTag.SPACING_BETWEEN_SLICES + " or "
                    + DicomTag.SLICE_THICKNESS + ", got neither");
        }
        return new double[]{normal[0] * thickness.getAsDouble(), normal[1] * thickness.getAsDouble(),
                normal[2] * thickness.getAsDouble()};
    }

    private static double[] step(List<SlicePlane> planes, int[] order) {
        double[] first = planes.get(order[0]).position();
        double[] last = planes.get(order[order.length - 1]).position();
        double[] step = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            step[axis] = (last[axis] - first[axis]) / (order.length - 1);
        }
        return step;
    }

    /// Two slices at one place, or one that is missing between others, are found here.
    private static void check(String what, SlicePlane first, SlicePlane plane, double[] step, int index)
            throws BadScanException {
        double apart = Math.sqrt(SlicePlane.dot(step, step));
        double off = 0;
        for (int axis = 0; axis < 3; axis++) {
            double difference = plane.position()[axis] - first.position()[axis] - index * step[axis];
            off += difference * difference;
        }
        if (apart < ROUNDING || Math.sqrt(off) > Math.max(ROUNDING, UNEVEN * apart)) {
            throw new BadScanException(what + ": expected slices evenly spaced, " + apart + " mm apart, got slice "
                    + index + " " + Math.sqrt(off) + " mm off");
        }
    }
}
