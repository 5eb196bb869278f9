package org.topostream.cli.acquire;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.topostream.cli.maps.MapText;
import org.topostream.schemas.avro.ClockStatus;
import org.topostream.schemas.avro.SourceState;
import org.topostream.schemas.avro.SourceStatus;

/// How sources stand, as people read it.
public final class SourceText {
    /// Sources that are open say so every five seconds.
    private static final Duration LOST_AFTER = Duration.ofSeconds(15);
    private static final String ROW = "%-12s %-28s %-10s %-20s %6s %8s %8s %5s %5s %8s %8s %8s  %s%n";
    private static final int NAMED = 8;
    private static final String NONE = "-";
    private static final String STAGE = "estimate";

    private SourceText() {}

    /// A source in a line, the same for as long as nothing changes.
    public static String line(SourceStatus status) {
        if (status.getRun().isEmpty()) {
            return status.getSource() + ": " + word(status.getState()) + refusals(status);
        }
        return status.getSource() + ": " + word(status.getState()) + " run " + status.getRun() + ", "
                + status.getVolumes() + " volumes" + planned(status) + " up to number " + last(status) + ", "
                + status.getMissingVolumes() + " missing" + missing(status) + ", " + status.getDuplicates()
                + " duplicates, " + status.getLate() + " late" + lag(status) + refusals(status);
    }

    private static String planned(SourceStatus status) {
        return status.getPlanned() == null ? "" : " of " + status.getPlanned();
    }

    private static String last(SourceStatus status) {
        return status.getLastVolume() == null ? NONE : String.valueOf(status.getLastVolume());
    }

    private static String missing(SourceStatus status) {
        return status.getMissing().isEmpty()
                ? ""
                : status.getMissing().stream().limit(NAMED)
                        .map(range -> range.getFirst() == range.getLast()
                                ? Integer.toString(range.getFirst())
                                : range.getFirst() + "-" + range.getLast())
                        .collect(Collectors.joining(", ", " (", status.getMissing().size() > NAMED ? ", ...)" : ")"));
    }

    private static String lag(SourceStatus status) {
        return status.getLagMillis() == null ? "" : ", lag " + Math.round(status.getLagMillis()) + " ms";
    }

    private static String refusals(SourceStatus status) {
        return (status.getRefused() == 0 ? "" : ", " + status.getRefused() + " refused")
                + (status.getReason().isEmpty() ? "" : ": " + status.getReason());
    }

    /// The heads of the columns of [#row].
    public static void head(PrintWriter out) {
        out.printf(ROW, "subject", "source", "state", "run", "last", "volumes", "missing", "twice", "late", "refused",
                "lag", "heard", "remarks");
    }

    /// A source in a table.
    public static void row(PrintWriter out, SourceStatus status, Instant now) {
        out.printf(ROW, status.getSubject(), status.getSource(), isLost(status, now) ? "lost" : word(status.getState()),
                status.getRun().isEmpty() ? NONE : status.getRun(), last(status), status.getVolumes(),
                status.getMissingVolumes(), status.getDuplicates(), status.getLate(), status.getRefused(),
                status.getLagMillis() == null ? NONE : Math.round(status.getLagMillis()) + " ms",
                Optional.ofNullable(status.getHeardAt()).map(at -> MapText.age(Duration.between(at, now))).orElse(NONE),
                remarks(status));
    }

    /// Whether a source that was open has said nothing for so long that it must have been killed. The stage says
    /// something only when something changes.
    public static boolean isLost(SourceStatus status, Instant now) {
        return status.getState() != SourceState.ENDED && !status.getDoor().equals(STAGE)
                && status.getUpdatedAt().plus(LOST_AFTER).isBefore(now);
    }

    private static String remarks(SourceStatus status) {
        List<String> remarks = List.of(status.getReason(),
                Optional.ofNullable(status.getClocks()).map(SourceText::clocks).orElse(""));
        return remarks.stream().filter(remark -> !remark.isEmpty()).collect(Collectors.joining("; "));
    }

    private static String clocks(ClockStatus clocks) {
        StringBuilder text = new StringBuilder(clocks.getAlarm() ? "CLOCKS: " : "clocks: ");
        if (clocks.getOffset() == null || clocks.getDrift() == null || clocks.getSpread() == null) {
            text.append(clocks.getMoments()).append(" moments are too few");
        } else {
            text.append(String.format(Locale.ROOT, "scanner %.3f s ahead, gains %.0f ppm, spread %.0f ms",
                    clocks.getOffset(), clocks.getDrift() * 1e6, clocks.getSpread() * 1e3));
        }
        if (clocks.getResidual() != null) {
            text.append(String.format(Locale.ROOT, ", newest off by %.0f ms", clocks.getResidual() * 1e3));
        }
        if (!clocks.getStart().isEmpty()) {
            text.append(", ").append(clocks.getStart());
        }
        if (clocks.getAppliedShift() != 0) {
            text.append(String.format(Locale.ROOT, ", onsets moved by %.3f s", clocks.getAppliedShift()));
        }
        if (clocks.getWaiting() > 0) {
            text.append(", ").append(clocks.getWaiting()).append(" trials wait for clocks");
        }
        return text.toString();
    }

    /// A state in lower case.
    public static String word(SourceState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
