package org.topostream.factortopy.glm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class GlmOptionsTest {
    @Test
    void haveDefaults() {
        assertEquals(new GlmOptions(1.6, 0.5, List.of(new Hrf(6, 16, 1, 1, 6)), new Drift.Growing(128), 0, 0, 0,
                Units.PERCENT, 5), GlmOptions.defaults(1.6));
    }

    @Test
    void changeOneByOne() {
        Drift drift = new Drift.Legendre(2, 300);

        GlmOptions options = GlmOptions.defaults(2).withHrfs(Hrf.library()).withDrift(drift).withMotion(6)
                .withAutocorrelation(0.3).withRidge(0.1).withUnits(Units.RAW);

        assertEquals(new GlmOptions(2, 0.5, Hrf.library(), drift, 6, 0.3, 0.1, Units.RAW, 5), options);
        assertEquals(9, options.nuisance());
        assertEquals(7, options.secondsOf(3));
    }

    @Test
    void refuseWhatMakesNoSense() {
        GlmOptions options = GlmOptions.defaults(2);

        assertThrows(IllegalArgumentException.class, () -> GlmOptions.defaults(0));
        assertThrows(IllegalArgumentException.class, () -> options.withHrfs(List.of()));
        assertThrows(IllegalArgumentException.class, () -> options.withMotion(-1));
        assertThrows(IllegalArgumentException.class, () -> options.withRidge(Double.NaN));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> options.withAutocorrelation(1));
        assertTrue(refused.getMessage().contains("autocorrelation 1.0"), refused.getMessage());
    }

    @Test
    void refuseTimesThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> new Trial("a", Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> new Trial("a", 0, -1));
        assertEquals("trial a: expected an onset within a day and a duration of 0 to 3600.0 s, got 0.0 and 1.0E9 s",
                assertThrows(IllegalArgumentException.class, () -> new Trial("a", 0, 1e9)).getMessage());
    }
}
