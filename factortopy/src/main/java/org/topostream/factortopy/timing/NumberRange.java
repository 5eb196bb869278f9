package org.topostream.factortopy.timing;

/// Whole numbers from one to another.
///
/// @param first the smallest, 0 or more
/// @param last  the largest
public record NumberRange(int first, int last) {
    /// @throws IllegalArgumentException where there is no number in it, or one below 0
    public NumberRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("expected numbers from 0 or more to as many or more, got " + first
                    + " to " + last);
        }
    }

    /// Reads what [#text] gives: `3` or `17-18`.
    /// @throws IllegalArgumentException where that is neither
    public static NumberRange parse(String text) {
        int dash = text.indexOf('-');
        try {
            return dash < 0
                    ? new NumberRange(number(text), number(text))
                    : new NumberRange(number(text.substring(0, dash)), number(text.substring(dash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number such as 3 or a range such as 17-18, got '" + text
                    + "'", e);
        }
    }

    private static int number(String text) {
        return Integer.parseInt(text.strip());
    }

    public boolean contains(int number) {
        return number >= first && number <= last;
    }

    /// How many numbers.
    public long count() {
        return (long) last - first + 1;
    }

    public String text() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
