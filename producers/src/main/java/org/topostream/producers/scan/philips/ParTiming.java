package org.topostream.producers.scan.philips;

import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// When the dynamics of a PAR file began, and how far they are apart.
final class ParTiming {
    /// Shorter is the time of one excitation, or what real-time dumps have there: seconds in the place of milliseconds.
    private static final double SHORTEST = 20;
    /// How far the times of dynamics, which have few digits, may be from the repetition time that they tell of.
    private static final double AGREES = 0.02;
    private static final double MILLISECONDS = 1000;

    private final NavigableMap<Integer, Double> begins = new TreeMap<>();
    private final double repetition;

    /// @param images     those that become volumes
    /// @param repetition time in milliseconds, 0 where there is none
    ParTiming(List<ParImage> images, double repetition) {
        for (ParImage image : images) {
            begins.merge(image.dynamic(), image.begin(), Math::min);
        }
        this.repetition = repetition;
    }

    /// Begin of a dynamic, where the file tells: not where it says 0 of all.
    OptionalDouble acquiredAt(int dynamic) {
        boolean told = begins.values().stream().anyMatch(begin -> begin != 0);
        return told ? OptionalDouble.of(begins.get(dynamic)) : OptionalDouble.empty();
    }

    /// From one dynamic to the next: as they came, or the repetition time where that agrees or is all there is. A scan
    /// of several shots takes several repetition times.
    OptionalDouble seconds() {
        double planned = repetition >= SHORTEST ? repetition / MILLISECONDS : 0;
        double passed = begins.lastEntry().getValue() - begins.firstEntry().getValue();
        double measured = passed > 0 ? passed / (begins.lastKey() - begins.firstKey()) : 0;
        double seconds = measured == 0 || Math.abs(measured - planned) <= AGREES * planned ? planned : measured;
        return seconds > 0 && Double.isFinite(seconds) ? OptionalDouble.of(seconds) : OptionalDouble.empty();
    }
}
