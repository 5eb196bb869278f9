package org.topostream.factortopy.glm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

/// Expected numbers are SciPy's: `src/test/resources/glm/glm_reference.py` makes `canonical.npy` and `library.npy` from
/// `scipy.stats.gamma`.
class HrfTest {
    private static final double[] DURATIONS = {0, 0.3, 3, 25};
    private static final int TIMES = 64;
    private static final double FIRST_TIME = -1.03;
    private static final double STEP = 1;

    @Test
    void theCanonicalOneIsTheDifferenceOfTwoGammas() {
        double[] samples = Hrf.canonical().samples(0.1);

        assertArrayEquals(GlmFixtures.numbers("canonical"), samples, 1e-12);
    }

    /// The mode of its first gamma is at 5 s; the undershoot, which has begun, takes a little off its end.
    @Test
    void peaksAtOne() {
        Hrf hrf = Hrf.canonical();

        double peak = hrf.peakSeconds();

        assertEquals(5, peak, 0.01);
        assertEquals(1, hrf.at(peak), 1e-12);
        assertEquals(0, hrf.at(0));
        assertEquals(0, hrf.at(Hrf.SUPPORT));
    }

    @Test
    void everyOneOfTheLibraryConvolvesEventsOfAnyDuration() {
        double[] expected = GlmFixtures.numbers("library");
        List<Hrf> library = Hrf.library();
        double[] values = new double[expected.length];

        int at = 0;
        for (Hrf hrf : library) {
            for (double duration : DURATIONS) {
                BoldCourse course = hrf.course(duration);
                for (int i = 0; i < TIMES; i++) {
                    values[at++] = course.at(FIRST_TIME + i * STEP);
                }
            }
        }

        assertArrayEquals(expected, values, 1e-10);
    }

    @Test
    void theLibraryHasTwentyAndAmongThemTheCanonicalOne() {
        List<Hrf> library = Hrf.library();

        assertEquals(20, library.size());
        assertEquals(20, library.stream().distinct().count());
        assertEquals(Hrf.canonical(), library.get(6));
    }

    @Test
    void refusesWhatIsNoResponse() {
        assertThrows(IllegalArgumentException.class, () -> new Hrf(6, 16, 0, 1, 6));
        assertThrows(IllegalArgumentException.class, () -> new Hrf(6, 5, 1, 1, 6));
        assertThrows(IllegalArgumentException.class, () -> new Hrf(6, 16, 1, 1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Hrf.canonical().samples(0));
        assertEquals("expected a duration of 0 s or more, got -1.0",
                assertThrows(IllegalArgumentException.class, () -> Hrf.canonical().course(-1)).getMessage());
    }
}
