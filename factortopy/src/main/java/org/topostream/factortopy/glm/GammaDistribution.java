package org.topostream.factortopy.glm;

/// A gamma distribution, of which haemodynamic responses are made.
///
/// @param shape above 1, so that it begins at 0 and has a peak
/// @param scale seconds
record GammaDistribution(double shape, double scale) {
    /// From here on Stirling's series is exact to 14 digits.
    private static final double LARGE = 15;
    private static final double ROUNDING = 1e-17;

    /// The one that peaks at `peak` seconds and has a variance in squared seconds: `(shape - 1) * scale` is the one and
    /// `shape * scale²` the other.
    static GammaDistribution ofPeak(double peak, double variance) {
        double scale = (Math.sqrt(peak * peak + 4 * variance) - peak) / 2;
        return new GammaDistribution(1 + peak / scale, scale);
    }

    /// Seconds after 0 at which the density is largest.
    double peak() {
        return (shape - 1) * scale;
    }

    /// Per second.
    double density(double seconds) {
        if (seconds <= 0) {
            return 0;
        }
        double x = seconds / scale;
        return Math.exp((shape - 1) * Math.log(x) - x - logGamma(shape)) / scale;
    }

    /// What the density gains per second.
    double slope(double seconds) {
        return seconds <= 0 ? 0 : density(seconds) * ((shape - 1) / seconds - 1 / scale);
    }

    /// The part below, 0 to 1: the incomplete gamma function as a series whose terms are all positive, so that nothing
    /// cancels (Abramowitz and Stegun, *Handbook of Mathematical Functions*, 6.5.29). Not for hundreds of scales.
    double cumulative(double seconds) {
        if (seconds <= 0) {
            return 0;
        }
        double x = seconds / scale;
        double term = 1;
        double sum = 1;
        for (int n = 1; term > ROUNDING * sum; n++) {
            term *= x / (shape + n);
            sum += term;
        }
        return Math.exp(shape * Math.log(x) - x - logGamma(shape + 1)) * sum;
    }

    /// Stirling's series (Abramowitz and Stegun, 6.1.41) where the argument is large, reached by the recurrence
    /// `gamma(z + 1) = z * gamma(z)`.
    /// @param z above 0
    static double logGamma(double z) {
        double product = 1;
        double large = z;
        while (large < LARGE) {
            product *= large;
            large++;
        }
        double square = large * large;
        double series = (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / square) / square) / square) / large;
        return (large - 0.5) * Math.log(large) - large + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
    }
}
