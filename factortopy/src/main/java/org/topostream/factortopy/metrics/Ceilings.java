package org.topostream.factortopy.metrics;

/// Scores as a part of what the noise lets a perfect model reach.
public final class Ceilings {
    private Ceilings() {}

    /// Pearson r over the noise ceiling `[N]`, not capped: above 1 where chance or an estimate of the ceiling lets it.
    /// @param r         `[N]`, NaN where there is none
    /// @param ceiling   `[N]`, the largest r that can be reached, NaN where it is not known
    /// @param threshold a voxel whose ceiling is at or below it has no value (NaN): too little of it is signal
    /// @throws IllegalArgumentException where the sizes differ or the threshold is not 0 or more
    public static float[] normalised(float[] r, float[] ceiling, double threshold) {
        if (r.length != ceiling.length || !(threshold >= 0)) {
            throw new IllegalArgumentException("expected a ceiling for each r and a threshold of 0 or more, got "
                    + r.length + " and " + ceiling.length + ", " + threshold);
        }
        float[] normalised = new float[r.length];
        for (int n = 0; n < r.length; n++) {
            normalised[n] = ceiling[n] > threshold ? r[n] / ceiling[n] : Float.NaN;
        }
        return normalised;
    }

    /// The same with what is above 1 taken as 1 `[N]`; NaN stays.
    /// @param normalised `[N]`, as [#normalised] gives it
    public static float[] capped(float[] normalised) {
        float[] capped = new float[normalised.length];
        for (int n = 0; n < capped.length; n++) {
            capped[n] = Math.min(normalised[n], 1);
        }
        return capped;
    }
}
