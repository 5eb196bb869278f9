package org.topostream.factortopy.verify;

/// The Gaussian error linear unit in float64, `x * (1 + erf(x / sqrt 2)) / 2`.
final class Gelu {
    /// From here on the error function is 1 to the last bit.
    private static final double SATURATED = 6;

    private Gelu() {}

    static double of(double x) {
        return x * (1 + errorFunction(x / Math.sqrt(2))) / 2;
    }

    /// The series `2 / sqrt(pi) * exp(-x²) * sum_n 2^n x^(2n+1) / (1 * 3 * ... * (2n+1))` (Abramowitz and Stegun,
    /// 7.1.6): all of its terms have one sign, so that none cancels another.
    static double errorFunction(double x) {
        if (Math.abs(x) >= SATURATED) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.ulp(sum) / 2; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
