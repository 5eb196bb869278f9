package org.topostream.schemas.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {
    private static final String ALICE = "Basic YWxpY2U6c2VjcmV0"; // alice:secret

    private static RegistrySettings from(String url) {
        return RegistrySettings.from(Map.of(RegistrySettings.URL, url));
    }

    @Test
    void waitsHalfAMinuteAndLogsInNowhereByDefault() {
        RegistrySettings settings = from("http://localhost:8081");

        assertEquals(Duration.ofSeconds(30), settings.patience());
        assertEquals(List.of(new RegistryAddress(URI.create("http://localhost:8081"), Optional.empty())),
                settings.addresses());
    }

    @Test
    void takesSeveralAddressesWithTheirOwnLoginsAndPaths() {
        RegistrySettings settings = from("http://alice:secret@a:8081/, https://b/apis/ccompat/v7//");

        assertEquals(List.of(new RegistryAddress(URI.create("http://a:8081"), Optional.of(ALICE)),
                new RegistryAddress(URI.create("https://b/apis/ccompat/v7"), Optional.empty())), settings.addresses());
    }

    @Test
    void takesEveryProperty() {
        RegistrySettings settings = RegistrySettings.from(Map.of(RegistrySettings.URL, "http://a",
                RegistrySettings.CREDENTIALS_SOURCE, "USER_INFO", RegistrySettings.USER_INFO, "alice:secret",
                RegistrySettings.PATIENCE, "1500"));

        assertEquals(Optional.of(ALICE), settings.addresses().getFirst().authorization());
        assertEquals(Duration.ofMillis(1500), settings.patience());
    }

    @Test
    void takesTheOlderNameOfTheUserInfo() {
        RegistrySettings settings = RegistrySettings.from(Map.of(RegistrySettings.URL, "http://a",
                RegistrySettings.CREDENTIALS_SOURCE, "USER_INFO", RegistrySettings.OLD_USER_INFO, "alice:secret"));

        assertEquals(Optional.of(ALICE), settings.addresses().getFirst().authorization());
    }

    @Test
    void leavesTheUserInfoAloneWhereTheSourceIsTheAddress() {
        RegistrySettings settings = RegistrySettings.from(Map.of(RegistrySettings.URL, "http://a",
                RegistrySettings.CREDENTIALS_SOURCE, "URL", RegistrySettings.USER_INFO, "alice:secret"));

        assertEquals(Optional.empty(), settings.addresses().getFirst().authorization());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "localhost:8081", "alice:secret@a:8081", "ftp://a", "httpx://a", "http:a",
            "http://alice:secret@schema_registry:8081", "http://alice:secret@a b", "http://a,,http://b"})
    void refusesWhatIsNoAddressWithoutRepeatingTheLogin(String url) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> from(url));

        assertTrue(e.getMessage().contains(RegistrySettings.URL), e.getMessage());
        assertFalse(e.getMessage().contains("secret"), e.getMessage());
    }

    @Test
    void refusesAMissingAddress() {
        assertThrows(IllegalArgumentException.class, () -> RegistrySettings.from(Map.of()));
    }

    @Test
    void refusesALoginThatIsNotThere() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> RegistrySettings
                .from(Map.of(RegistrySettings.URL, "http://a", RegistrySettings.CREDENTIALS_SOURCE, "USER_INFO")));

        assertTrue(e.getMessage().contains(RegistrySettings.USER_INFO + " is not set"), e.getMessage());
    }

    @Test
    void refusesASourceItDoesNotKnow() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> RegistrySettings
                .from(Map.of(RegistrySettings.URL, "http://a", RegistrySettings.CREDENTIALS_SOURCE, "SASL_INHERIT")));

        assertTrue(e.getMessage().contains("expected URL or USER_INFO, got SASL_INHERIT"), e.getMessage());
    }

    @Test
    void refusesAPatienceThatIsNoNumber() {
        assertThrows(IllegalArgumentException.class, () -> RegistrySettings
                .from(Map.of(RegistrySettings.URL, "http://a", RegistrySettings.PATIENCE, "2s")));
    }

    @Test
    void keepsTheLoginOutOfItsText() {
        String text = from("http://alice:secret@a:8081").toString();

        assertFalse(text.contains("secret") || text.contains(ALICE), text);
        assertTrue(text.contains("http://a:8081"), text);
    }
}
