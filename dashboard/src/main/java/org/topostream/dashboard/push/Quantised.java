package org.topostream.dashboard.push;

/// Values in 16 bits: a value is `minimum + (maximum - minimum) * step / 65534`, and step 65535 is none.
///
/// @param steps unsigned
record Quantised(double minimum, double maximum, short[] steps) {
    private static final int HIGHEST = 65_534;
    private static final short NONE = (short) 65_535;

    /// Values outside the scale are put at its end, where the page's colours end too; what is not finite is none.
    static Quantised of(float[] values, double minimum, double maximum) {
        double scale = maximum > minimum ? HIGHEST / (maximum - minimum) : 0;
        short[] steps = new short[values.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Float.isFinite(values[i])
                    ? (short) Math.clamp(Math.round((values[i] - minimum) * scale), 0, HIGHEST)
                    : NONE;
        }
        return new Quantised(minimum, maximum, steps);
    }

    /// Whether a difference of steps is a difference of values.
    boolean isComparable(Quantised other) {
        return steps.length == other.steps.length && minimum == other.minimum && maximum == other.maximum;
    }

    /// How many steps are others than before.
    int changes(Quantised before) {
        int changes = 0;
        for (int i = 0; i < steps.length; i++) {
            changes += steps[i] == before.steps[i] ? 0 : 1;
        }
        return changes;
    }
}
