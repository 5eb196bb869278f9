package org.topostream.factortopy.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Watches the stimulus computer's clock beside the scanner's over a session, and tells when they no longer go
/// together. A run whose first trigger was missed shows as a step of one TR.
///
/// Moments come in any order. Clocks may pass midnight, both or one: a moment is taken to lie within half a day of the
/// one before it, so that offsets are those on the day of the first moment. A moment that lies off the line is an alarm
/// and is left out; when five in a row lie off it together, somebody has set a clock, and a new line begins with them.
///
/// Not safe for use by several threads.
public final class ClockOffset {
    /// In a row, to tell a clock that was set from moments that are wrong.
    private static final int STEP = 5;
    /// Clocks drift unevenly over hours: moments long past say little about the present.
    private static final int MOST = 1000;

    private final double threshold;
    private final List<ClockPair> pairs = new ArrayList<>();
    private final List<ClockPair> suspects = new ArrayList<>();
    private Optional<ClockPair> last = Optional.empty();
    private Optional<ClockFit> fit = Optional.empty();
    private int alarms;
    private int steps;

    /// @param threshold seconds off the line that are an alarm, such as 0.05
    /// @throws IllegalArgumentException where that is not above 0
    public ClockOffset(double threshold) {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("expected a threshold above 0 seconds, got " + threshold);
        }
        this.threshold = threshold;
    }

    /// Takes in a moment.
    public ClockCheck add(ClockPair moment) {
        ClockPair pair = last.map(moment::near).orElse(moment);
        OptionalDouble residual = fit.map(line -> OptionalDouble.of(line.residual(pair)))
                .orElseGet(OptionalDouble::empty);
        boolean alarm = residual.isPresent() && Math.abs(residual.getAsDouble()) > threshold;
        boolean stepped = false;
        if (alarm) {
            alarms++;
            stepped = suspect(pair);
        } else {
            suspects.clear();
            pairs.add(pair);
            last = Optional.of(pair);
        }
        if (pairs.size() > MOST) {
            pairs.removeFirst();
        }
        fit = ClockFit.of(pairs);
        return new ClockCheck(residual, alarm, stepped);
    }

    /// @return whether a new line began
    private boolean suspect(ClockPair pair) {
        suspects.add(pair);
        if (suspects.size() > STEP) {
            suspects.removeFirst();
        }
        double least = suspects.stream().mapToDouble(ClockPair::ahead).min().orElseThrow();
        double most = suspects.stream().mapToDouble(ClockPair::ahead).max().orElseThrow();
        if (suspects.size() < STEP || most - least > threshold) {
            return false;
        }
        pairs.clear();
        pairs.addAll(suspects);
        suspects.clear();
        last = Optional.of(pair);
        steps++;
        return true;
    }

    /// How the clocks go beside each other now, once three moments have come.
    public Optional<ClockFit> fit() {
        return fit;
    }

    /// How many moments lay off the line.
    public int alarms() {
        return alarms;
    }

    /// How often a clock was set.
    public int steps() {
        return steps;
    }

    /// One line for people.
    public String status() {
        if (fit.isEmpty()) {
            return "clocks: not enough events with times yet";
        }
        ClockFit line = fit.get();
        return String.format(Locale.ROOT, "clocks: the scanner's is %.3f s ahead and gains %.1f ppm, spread %.1f ms, "
                + "%d alarms, %d steps", line.offset(), line.drift() * 1e6, line.spread() * 1e3, alarms, steps);
    }
}
