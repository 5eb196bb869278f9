package org.topostream.producers;

import java.util.Locale;

/// How fast a recording is replayed.
///
/// @param times as fast as it was recorded; infinite for as fast as topostream goes along
public record Speed(double times) {
    /// As fast as it was recorded.
    public static final Speed RECORDED = new Speed(1);
    /// As fast as topostream goes along.
    public static final Speed ONCE = new Speed(Double.POSITIVE_INFINITY);

    /// @throws IllegalArgumentException where it is not above 0
    public Speed {
        if (!(times > 0)) {
            throw new IllegalArgumentException("expected a speed above 0, got " + times);
        }
    }

    /// @param text `recorded`, `once`, or how many times as fast
    /// @throws IllegalArgumentException where it is something else
    public static Speed parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "recorded" -> RECORDED;
            case "once" -> ONCE;
            default -> new Speed(number(text));
        };
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected the speed 'recorded', 'once' or a number above 0, got '" + text
                    + "'", e);
        }
    }

    /// Whether times do not count.
    public boolean isOnce() {
        return Double.isInfinite(times);
    }
}
