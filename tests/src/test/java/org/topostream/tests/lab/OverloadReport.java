package org.topostream.tests.lab;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.topostream.cli.bench.Spread;

/// What an overload did.
///
/// @param capacity       stimuli a second before it
/// @param sent           stimuli during it
/// @param seconds        how long it lasted
/// @param caughtUpAfter  seconds from its end until all was predicted
/// @param before         seconds to a prediction before it, of several stimuli
/// @param after          the same once all was predicted
/// @param mostWaiting    stimuli that waited to be extracted, as it is told to people, at most
/// @param leftWaiting    the same in the end
/// @param peaks          MB in RAM that each part took at most
/// @param endedByThemselves parts that ended though nobody made them
/// @param slowMaps       maps that a slow reader had read in the end
/// @param allMaps        maps that another had
/// @param count          of what was written for the stimuli
record OverloadReport(double capacity, int sent, double seconds, double caughtUpAfter, List<Double> before,
        List<Double> after, long mostWaiting, long leftWaiting, Map<Part, Long> peaks, int endedByThemselves,
        int slowMaps, int allMaps, LoadedLab.Count count) {
    /// MB that a part may take: its heap, and as much again for everything else.
    static final long BOUND = 2L * Jvm.HEAP;
    private static final double SLOWER = 1.5;
    private static final double SLACK_SECONDS = 0.05;

    boolean pass() {
        return count.isRight() && isWithinBound() && hasRecovered() && isVisible() && endedByThemselves == 0;
    }

    private boolean isWithinBound() {
        return peaks.values().stream().allMatch(peak -> peak <= BOUND);
    }

    /// Whether predictions take about as long as before.
    private boolean hasRecovered() {
        return spread(after).median() <= spread(before).median() * SLOWER + SLACK_SECONDS;
    }

    /// Whether what waited was told: most of what came too fast, and none of it in the end.
    private boolean isVisible() {
        return mostWaiting >= (sent - capacity * seconds) / 2 && leftWaiting == 0;
    }

    private static Spread spread(List<Double> seconds) {
        return Spread.of(seconds.stream().mapToDouble(Double::doubleValue).toArray());
    }

    String table() {
        StringBuilder table = new StringBuilder();
        line(table, "capacity", "%.0f stimuli a second".formatted(capacity));
        line(table, "overload", "%d stimuli in %.0f s, %.1f times the capacity".formatted(sent, seconds,
                sent / seconds / capacity));
        line(table, "caught up after", "%.0f s".formatted(caughtUpAfter));
        line(table, "missing, twice", "%d, %d features and predictions".formatted(count.missing(),
                count.duplicate()));
        line(table, "to a prediction", latency(before) + " before, " + latency(after) + " after, "
                + word(hasRecovered(), "recovered", "NOT RECOVERED"));
        line(table, "backlog told", "%d stimuli at most, %d in the end, %s".formatted(mostWaiting, leftWaiting,
                word(isVisible(), "visible", "NOT VISIBLE")));
        new TreeMap<>(peaks).forEach((part, peak) -> line(table, "memory of " + part.command(),
                "%d MB at most, %s %d MB".formatted(peak, word(peak <= BOUND, "within", "NOT WITHIN"), BOUND)));
        line(table, "parts that ended", Integer.toString(endedByThemselves));
        line(table, "maps read", "%d by a slow reader, %d by another".formatted(slowMaps, allMaps));
        return table.append(pass() ? "PASS\n" : "FAIL\n").toString();
    }

    private static String latency(List<Double> seconds) {
        Spread spread = spread(seconds);
        return String.format(Locale.ROOT, "%.0f ms (%.0f..%.0f)", 1e3 * spread.median(), 1e3 * spread.min(),
                1e3 * spread.max());
    }

    private static String word(boolean well, String yes, String no) {
        return well ? yes : no;
    }

    private static void line(StringBuilder table, String what, String value) {
        table.append(String.format(Locale.ROOT, "%-20s %s%n", what, value));
    }
}
