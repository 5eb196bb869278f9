package org.topostream.producers.scan.dicom;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

import org.topostream.producers.scan.BadScanException;

/// Which frames of a file make up a volume: those of one kind, echo and time.
///
/// What tells times apart differs between scanners: nothing, where a file holds one volume; TemporalPositionIndex; or
/// a dimension that is none of space. Taken is the first that gives every volume as many frames, each at another place.
///
/// @param frames   of each volume
/// @param isSingle whether all are of one time
record EnhancedGroups(Map<Key, List<EnhancedFrame>> frames, boolean isSingle) {
    /// Millimetres; frames that are less apart are at one place.
    private static final double NEAR = 0.01;
    /// Dimensions of a volume, and those that are told apart in any case.
    private static final Set<Integer> NOT_OF_TIME = Set.of(DicomTag.STACK_ID.number(),
            DicomTag.IN_STACK_POSITION_NUMBER.number(), DicomTag.IMAGE_POSITION_PATIENT.number(),
            DicomTag.EFFECTIVE_ECHO_TIME.number(), DicomTag.COMPLEX_IMAGE_COMPONENT.number());

    /// What a volume's frames have in common.
    ///
    /// @param time from 1
    record Key(ImageKind kind, double echoTime, int time) {}

    static EnhancedGroups of(DicomDataSet file, List<EnhancedFrame> frames) throws BadScanException {
        Map<Key, List<EnhancedFrame>> single = grouped(frames, frame -> 1);
        if (areVolumes(single)) {
            return new EnhancedGroups(single, true);
        }
        for (ToIntFunction<EnhancedFrame> time : times(file, frames)) {
            Map<Key, List<EnhancedFrame>> grouped = grouped(frames, time);
            if (areVolumes(grouped)) {
                return new EnhancedGroups(grouped, false);
            }
        }
        throw file.bad("expected " + DicomTag.TEMPORAL_POSITION_INDEX + " or a dimension that tells frames at one place"
                + " apart, as many for each volume, got " + frames.size() + " frames that none does");
    }

    private static List<ToIntFunction<EnhancedFrame>> times(DicomDataSet file, List<EnhancedFrame> frames)
            throws BadScanException {
        List<ToIntFunction<EnhancedFrame>> times = new ArrayList<>();
        if (frames.stream().allMatch(frame -> frame.time().isPresent())) {
            times.add(frame -> frame.time().getAsInt());
        }
        List<DicomDataSet> dimensions = file.items(DicomTag.DIMENSION_INDEX_SEQUENCE);
        if (frames.stream().allMatch(frame -> frame.dimensions().length == dimensions.size())) {
            for (int i = 0; i < dimensions.size(); i++) {
                int dimension = i;
                if (!NOT_OF_TIME.contains(dimensions.get(i).whole(DicomTag.DIMENSION_INDEX_POINTER).orElse(0))) {
                    times.add(frame -> (int) frame.dimensions()[dimension]);
                }
            }
        }
        return times;
    }

    private static Map<Key, List<EnhancedFrame>> grouped(List<EnhancedFrame> frames,
            ToIntFunction<EnhancedFrame> time) {
        Map<Key, List<EnhancedFrame>> grouped = new LinkedHashMap<>();
        for (EnhancedFrame frame : frames) {
            Key key = new Key(frame.kind(), frame.echoTime(), time.applyAsInt(frame));
            grouped.computeIfAbsent(key, absent -> new ArrayList<>()).add(frame);
        }
        return grouped;
    }

    private static boolean areVolumes(Map<Key, List<EnhancedFrame>> grouped) {
        double[] normal = grouped.values().iterator().next().getFirst().plane().normal();
        Set<Integer> sizes = new HashSet<>();
        for (Map.Entry<Key, List<EnhancedFrame>> group : grouped.entrySet()) {
            double[] places = places(group.getValue(), normal);
            for (int i = 1; i < places.length; i++) {
                if (places[i] - places[i - 1] < NEAR) {
                    return false;
                }
            }
            if (group.getKey().time() < 1) {
                return false;
            }
            sizes.add(places.length);
        }
        double[] all = places(grouped.values().stream().flatMap(List::stream).toList(), normal);
        return sizes.size() == 1 && (!sizes.contains(1) || all[all.length - 1] - all[0] < NEAR);
    }

    /// Millimetres along the normal, from the least.
    private static double[] places(List<EnhancedFrame> frames, double[] normal) {
        return frames.stream().mapToDouble(frame -> frame.plane().along(normal)).sorted().toArray();
    }
}
