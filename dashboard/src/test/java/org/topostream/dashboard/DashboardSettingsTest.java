package org.topostream.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.topostream.dashboard.access.Access;

class DashboardSettingsTest {
    @Test
    void byDefaultServesEverythingToThisMachineAlone() {
        assertEquals(new DashboardSettings("127.0.0.1", 8088, Optional.empty(), 200, 268_435_456, true, Access.open()),
                DashboardSettings.defaults());
    }

    @Test
    void takesAnAddressAndASubject() {
        assertEquals(new DashboardSettings("0.0.0.0", 0, Optional.of("anna"), 200, 268_435_456, false,
                Access.open()),
                DashboardSettings.defaults().at("0.0.0.0", 0).only("anna"));
    }

    @Test
    void opensDoorsToOtherMachinesOnlyWhereItIsToldTo() {
        DashboardSettings settings = DashboardSettings.defaults();

        assertTrue(settings.at("localhost", 0).doors());
        assertFalse(settings.at("192.168.0.7", 0).doors());
        assertTrue(settings.at("192.168.0.7", 0).withDoors(true).doors());
        assertFalse(settings.withDoors(false).at("127.0.0.1", 0).doors());
    }

    @Test
    void refusesWhatCannotBe() {
        DashboardSettings settings = DashboardSettings.defaults();

        assertThrows(IllegalArgumentException.class, () -> settings.at("127.0.0.1", 65_536));
        assertThrows(IllegalArgumentException.class, () -> settings.only("anna.b"));
        assertThrows(IllegalArgumentException.class,
                () -> new DashboardSettings("127.0.0.1", 1, Optional.empty(), 1, 0, true, Access.open()));
        assertThrows(IllegalArgumentException.class,
                () -> new DashboardSettings("127.0.0.1", 1, Optional.empty(), 2, -1, true, Access.open()));
    }
}
