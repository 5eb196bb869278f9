package org.topostream.factortopy.timing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// How one clock goes beside the other, as a straight line through moments on both.
///
/// Seconds that the scanner's clock is ahead are `offset + drift * (stimulus - origin)`.
///
/// @param origin   the moment in the middle of the pairs, in seconds on the stimulus computer's clock
/// @param offset   seconds that the scanner's clock is ahead at that moment
/// @param drift    seconds that it gains in each second (50e-6: 50 ppm)
/// @param spread   of the pairs about the line, in seconds: 1.4826 times the median distance, which is the standard
///                 deviation where it is Gaussian
/// @param pairs    that the line goes through
/// @param outliers that it does not
public record ClockFit(double origin, double offset, double drift, double spread, int pairs, int outliers) {
    /// Fewer tell nothing.
    static final int FEWEST = 3;
    /// From fewer pairs, or over a shorter time, jitter would pass for drift: clocks drift by less than 0.0001, frames
    /// jitter by some 0.01 s.
    private static final int FEWEST_FOR_DRIFT = 10;
    private static final double SHORTEST_FOR_DRIFT = 120;
    private static final double GAUSSIAN = 1.4826;
    private static final double OUTLYING = 5;
    /// Pairs without any jitter still have rounding errors.
    private static final double ROUNDING = 1e-6;
    private static final double SAME_MOMENT = 1e-9;

    /// Finds the line that most pairs lie along.
    ///
    /// A first slope is the median of the slopes from each pair of the earlier half to its partner in the later half
    /// (Theil and Sen's estimator over disjoint pairs with a long way between them), its height the median of what is
    /// left; up to about 29 % wrong pairs do not matter to it. Pairs within five robust standard deviations of that
    /// line then give the line of least squares, which makes the most of good pairs.
    ///
    /// @param all in any order
    /// @return nothing from fewer than three pairs; a drift of 0 from fewer than ten or over less than two minutes
    public static Optional<ClockFit> of(List<ClockPair> all) {
        if (all.size() < FEWEST) {
            return Optional.empty();
        }
        List<ClockPair> pairs = all.stream().sorted(Comparator.comparingDouble(ClockPair::stimulus)).toList();
        boolean drifts = pairs.size() >= FEWEST_FOR_DRIFT
                && pairs.getLast().stimulus() - pairs.getFirst().stimulus() >= SHORTEST_FOR_DRIFT;
        ClockFit rough = rough(pairs, drifts ? slope(pairs) : 0);
        double limit = Math.max(OUTLYING * rough.spread, ROUNDING);
        List<ClockPair> good = pairs.stream().filter(pair -> Math.abs(rough.residual(pair)) <= limit).toList();
        return Optional.of(leastSquares(good, drifts, pairs.size() - good.size()));
    }

    private static double slope(List<ClockPair> sorted) {
        int half = sorted.size() / 2;
        int gap = sorted.size() - half;
        double[] slopes = IntStream.range(0, half)
                .filter(i -> sorted.get(i + gap).stimulus() - sorted.get(i).stimulus() > SAME_MOMENT)
                .mapToDouble(i -> (sorted.get(i + gap).ahead() - sorted.get(i).ahead())
                        / (sorted.get(i + gap).stimulus() - sorted.get(i).stimulus()))
                .toArray();
        return slopes.length == 0 ? 0 : Medians.of(slopes);
    }

    private static ClockFit rough(List<ClockPair> pairs, double drift) {
        double origin = pairs.get(pairs.size() / 2).stimulus();
        double offset = Medians.of(pairs.stream()
                .mapToDouble(pair -> pair.ahead() - drift * (pair.stimulus() - origin)).toArray());
        ClockFit line = new ClockFit(origin, offset, drift, 0, pairs.size(), 0);
        return new ClockFit(origin, offset, drift, line.spreadOf(pairs), pairs.size(), 0);
    }

    private static ClockFit leastSquares(List<ClockPair> good, boolean drifts, int outliers) {
        double origin = good.stream().mapToDouble(ClockPair::stimulus).average().orElseThrow();
        double offset = good.stream().mapToDouble(ClockPair::ahead).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (ClockPair pair : good) {
            double away = pair.stimulus() - origin;
            products += away * (pair.ahead() - offset);
            squares += away * away;
        }
        double drift = drifts && squares > SAME_MOMENT ? products / squares : 0;
        ClockFit line = new ClockFit(origin, offset, drift, 0, good.size(), outliers);
        return new ClockFit(origin, offset, drift, line.spreadOf(good), good.size(), outliers);
    }

    private double spreadOf(List<ClockPair> some) {
        return GAUSSIAN * Medians.of(some.stream().mapToDouble(pair -> Math.abs(residual(pair))).toArray());
    }

    /// Seconds that the scanner's clock is ahead.
    /// @param stimulus seconds on the stimulus computer's clock
    public double offsetAt(double stimulus) {
        return offset + drift * (stimulus - origin);
    }

    /// What the scanner's clock says.
    /// @param stimulus seconds on the stimulus computer's clock
    public double scannerAt(double stimulus) {
        return stimulus + offsetAt(stimulus);
    }

    /// The same clocks, had the scanner's times been later.
    ClockFit later(double seconds) {
        return new ClockFit(origin, offset + seconds, drift, spread, pairs, outliers);
    }

    /// Seconds that a pair's scanner time is later than the line says.
    public double residual(ClockPair pair) {
        return pair.ahead() - offsetAt(pair.stimulus());
    }
}
