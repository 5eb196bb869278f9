package org.topostream.tests.lab;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What each part took of the machine over a long time.
///
/// @param capacity  stimuli a second before
/// @param sent      stimuli
/// @param seconds   in which they were sent
/// @param endedByThemselves parts that ended though nobody made them
/// @param vitals    of each part, at equal distances
/// @param count     of what was written for the stimuli
record SoakReport(double capacity, int sent, double seconds, int endedByThemselves, Map<Part, List<Vitals>> vitals,
        LoadedLab.Count count) {

    private enum Measure {
        HEAP("live heap, MB", 8, Vitals::liveHeap),
        NATIVE("native memory, MB", 16, Vitals::nativeMegabytes),
        HANDLES("file handles", 8, Vitals::handles),
        THREADS("threads", 4, Vitals::threads);

        private final String label;
        private final double slack;
        private final ToDoubleFunction<Vitals> value;

        Measure(String label, double slack, ToDoubleFunction<Vitals> value) {
            this.label = label;
            this.slack = slack;
            this.value = value;
        }

        private Series of(List<Vitals> vitals) {
            return new Series(vitals.stream().map(value::applyAsDouble).toList());
        }
    }

    boolean pass() {
        return count.isRight() && endedByThemselves == 0 && vitals.values().stream().allMatch(SoakReport::isFlat);
    }

    private static boolean isFlat(List<Vitals> part) {
        for (Measure measure : Measure.values()) {
            if (!measure.of(part).isFlat(measure.slack)) {
                return false;
            }
        }
        return true;
    }

    String table() {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, "%d stimuli in %.0f s, %.0f %% of the %.0f a second that could be%n",
                sent, seconds, 100 * sent / seconds / capacity, capacity));
        table.append(String.format(Locale.ROOT, "%d missing, %d twice; %d parts ended by themselves%n",
                count.missing(), count.duplicate(), endedByThemselves));
        for (Measure measure : Measure.values()) {
            table.append('\n').append(measure.label).append('\n');
            vitals.forEach((part, some) -> {
                Series series = measure.of(some);
                table.append(String.format(Locale.ROOT, "  %-9s %s  %s%s%n", part.command(), series.bars(),
                        series.range(), series.isFlat(measure.slack) ? "" : "  GROWS"));
            });
        }
        return table.append(pass() ? "\nPASS\n" : "\nFAIL\n").toString();
    }
}
