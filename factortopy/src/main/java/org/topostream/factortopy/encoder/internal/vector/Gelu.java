package org.topostream.factortopy.encoder.internal.vector;

import static org.topostream.factortopy.encoder.internal.vector.Lanes.LANES;
import static org.topostream.factortopy.encoder.internal.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The Gaussian error linear unit `x Phi(x)` and its slope `Phi(x) + x phi(x)` (Hendrycks and Gimpel 2016), `Phi` and
/// `phi` being the normal distribution and its density.
///
/// For `x >= 0`, `Phi(-x) = exp(-x² / 2) q(t)` with `t = 1 / (1 + p x)`: the form of Abramowitz and Stegun 7.1.26, here
/// with a polynomial `q` of degree 7 fitted to be right within 3e-9, of the sums that
/// round least in float32.
final class Gelu {
    private static final float P = 0.45f;
    private static final float Q1 = 0.1772717085f;
    private static final float Q2 = 0.205400081f;
    private static final float Q3 = 0.01813934044f;
    private static final float Q4 = 0.3936338248f;
    private static final float Q5 = -0.4740355576f;
    private static final float Q6 = 0.2174437629f;
    private static final float Q7 = -0.03785316219f;
    private static final float DENSITY = (float) (1 / Math.sqrt(2 * Math.PI));

    /// `exp(-x² / 2) = 2^(HALF_IN_TWOS x²)`.
    private static final float HALF_IN_TWOS = (float) (-0.5 / Math.log(2));
    /// The least power of two that is not subnormal.
    private static final float LEAST = -126;
    /// Added to a number that is small beside it, rounds it: the whole part is then in its lowest bits.
    private static final float ROUNDER = 3 << 22;
    private static final int MANTISSA = 23;
    private static final float E1 = 0.6931472067f;
    private static final float E2 = 0.2402265121f;
    private static final float E3 = 0.0555032719f;
    private static final float E4 = 0.009618025577f;
    private static final float E5 = 0.001340044171f;
    private static final float E6 = 0.0001546974027f;

    private Gelu() {}

    /// Writes the unit of every value over it, and its slope beside it.
    /// @param at     where the values are, `count` of them, a multiple of [Lanes#LANES]
    /// @param slopes where the slopes go
    static void apply(float[] values, int at, int slopes, int count) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, values, at + i);
            FloatVector bell = powerOfTwo(x.mul(x).mul(HALF_IN_TWOS).max(LEAST));
            FloatVector t = one.div(x.abs().fma(FloatVector.broadcast(SPECIES, P), one));
            FloatVector q = t.mul(Q7).add(Q6).fma(t, FloatVector.broadcast(SPECIES, Q5))
                    .fma(t, FloatVector.broadcast(SPECIES, Q4)).fma(t, FloatVector.broadcast(SPECIES, Q3))
                    .fma(t, FloatVector.broadcast(SPECIES, Q2)).fma(t, FloatVector.broadcast(SPECIES, Q1)).mul(t);
            FloatVector below = bell.mul(q);
            VectorMask<Float> positive = x.test(VectorOperators.IS_NEGATIVE).not();
            FloatVector phi = below.blend(one.sub(below), positive);
            x.mul(phi).intoArray(values, at + i);
            x.mul(bell).fma(FloatVector.broadcast(SPECIES, DENSITY), phi).intoArray(values, slopes + i);
        }
    }

    /// Two to the power of `-126 <= y <= 0`: the whole part goes into the exponent's bits, the rest, at most one half,
    /// through a polynomial fitted to be right within 3e-9. The vectors' own exponential is a call, which costs more.
    private static FloatVector powerOfTwo(FloatVector y) {
        FloatVector rounded = y.add(ROUNDER);
        FloatVector rest = y.sub(rounded.sub(ROUNDER));
        FloatVector power = rest.mul(E6).add(E5).fma(rest, FloatVector.broadcast(SPECIES, E4))
                .fma(rest, FloatVector.broadcast(SPECIES, E3)).fma(rest, FloatVector.broadcast(SPECIES, E2))
                .fma(rest, FloatVector.broadcast(SPECIES, E1)).fma(rest, FloatVector.broadcast(SPECIES, 1));
        return power.reinterpretAsInts()
                .add(rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA)).reinterpretAsFloats();
    }
}
