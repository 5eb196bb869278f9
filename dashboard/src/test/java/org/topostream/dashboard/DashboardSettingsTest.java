package org.topostream.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class DashboardSettingsTest {
    @Test
    void byDefaultServesEverythingToThisMachineAlone() {
        assertEquals(new DashboardSettings("127.0.0.1", 8088, Optional.empty(), 200, 268_435_456),
                DashboardSettings.defaults());
    }

    @Test
    void takesAnAddressAndASubject() {
        assertEquals(new DashboardSettings("0.0.0.0", 0, Optional.of("anna"), 200, 268_435_456),
                DashboardSettings.defaults().at("0.0.0.0", 0).only("anna"));
    }

    @Test
    void refusesWhatCannotBe() {
        DashboardSettings settings = DashboardSettings.defaults();

        assertThrows(IllegalArgumentException.class, () -> settings.at("127.0.0.1", 65_536));
        assertThrows(IllegalArgumentException.class, () -> settings.only("anna.b"));
        assertThrows(IllegalArgumentException.class,
                () -> new DashboardSettings("127.0.0.1", 1, Optional.empty(), 1, 0));
        assertThrows(IllegalArgumentException.class,
                () -> new DashboardSettings("127.0.0.1", 1, Optional.empty(), 2, -1));
    }
}
