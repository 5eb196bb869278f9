package org.topostream.factortopy.glm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GammaDistributionTest {
    /// `gamma(5) = 4!` and `gamma(1/2) = sqrt(pi)`.
    @Test
    void knowsTheGammaFunction() {
        assertEquals(Math.log(24), GammaDistribution.logGamma(5), 1e-13);
        assertEquals(Math.log(Math.PI) / 2, GammaDistribution.logGamma(0.5), 1e-13);
    }

    /// Of shape 2 and scale 1 the density is `x exp(-x)` and the part below `1 - (1 + x) exp(-x)`.
    @Test
    void knowsAShapeOfTwo() {
        GammaDistribution gamma = new GammaDistribution(2, 1);

        assertEquals(3 * Math.exp(-3), gamma.density(3), 1e-13);
        assertEquals(-2 * Math.exp(-3), gamma.slope(3), 1e-13);
        assertEquals(1 - 4 * Math.exp(-3), gamma.cumulative(3), 1e-13);
        assertEquals(1, gamma.cumulative(60), 1e-13);
    }

    /// A shape of 6 and a scale of 1 s: the mode is at 5 s, the variance 6 s².
    @Test
    void isFoundByItsPeakAndVariance() {
        assertEquals(new GammaDistribution(6, 1), GammaDistribution.ofPeak(5, 6));
        assertEquals(5, new GammaDistribution(6, 1).peak());
    }

    @Test
    void isNothingBeforeItBegins() {
        GammaDistribution gamma = new GammaDistribution(6, 1);

        assertEquals(0, gamma.density(-1));
        assertEquals(0, gamma.slope(0));
        assertEquals(0, gamma.cumulative(0));
    }
}
