package org.topostream.producers.scan.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;

class ReceiverSettingsTest {
    @Test
    void listensOnLoopbackUnlessToldOtherwise() {
        assertEquals(new ReceiverSettings("127.0.0.1", 5555, 8, 1_048_576, 134_217_728, Duration.ofSeconds(30),
                Duration.ofHours(12), Set.of()), ReceiverSettings.onLoopback(5555));
    }

    @Test
    void takesEverySetting() {
        ReceiverSettings settings = ReceiverSettings.onLoopback(1).withHost("0.0.0.0").withLimits(2, 3, 4)
                .withPatience(Duration.ofSeconds(5), Duration.ofSeconds(6)).withUsedSeries(Set.of("run1"));

        assertEquals(new ReceiverSettings("0.0.0.0", 1, 2, 3, 4, Duration.ofSeconds(5), Duration.ofSeconds(6),
                Set.of("run1")), settings);
    }

    @Test
    void refusesLimitsThatLetNothingThrough() {
        ReceiverSettings settings = ReceiverSettings.onLoopback(1);

        assertThrows(IllegalArgumentException.class, () -> settings.withLimits(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> settings.withPatience(Duration.ZERO, Duration.ofHours(1)));
    }
}
