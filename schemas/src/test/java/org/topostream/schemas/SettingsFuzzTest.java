package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.topostream.schemas.registry.RegistrySettings;

/// A setting is taken as it stands, or refused with its name.
class SettingsFuzzTest {
    private static final List<String> VALUES = List.of("", " ", "0", "-1", "1048575", "1048576", "267386880",
            "267386881", "99999999999", "16 MB", "1e7", "0x10", "NaN", "http://a:1", "http://a:1,,", "ftp://a", "://",
            "http://", "http:// a", "http://a:99999", "http://u:p:q@a:1", "http://[::1]:8081", "localhost:8081", "%zz",
            "\u0000", "ä", "USER_INFO", "url", "user", "user:", ":password");

    private static String value(Random random) {
        String value = VALUES.get(random.nextInt(VALUES.size()));
        return random.nextBoolean() ? value : value + VALUES.get(random.nextInt(VALUES.size()));
    }

    @Test
    void sizesAreTakenOrRefusedByName() {
        Cases.run(500, (random, number) -> {
            String value = value(random);
            try {
                SizeLimits limits = SizeLimits.of(Map.of(SizeLimits.SETTING, value));
                assertEquals(Integer.parseInt(value.strip()), limits.recordBytes());
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().contains(SizeLimits.SETTING + " must be"), e.getMessage());
            }
        });
    }

    @Test
    void registriesAreTakenOrRefusedByName() {
        Cases.run(1_000, (random, number) -> {
            Map<String, String> settings = Map.of(RegistrySettings.URL, value(random),
                    RegistrySettings.CREDENTIALS_SOURCE, random.nextBoolean() ? "URL" : value(random),
                    RegistrySettings.USER_INFO, value(random), RegistrySettings.PATIENCE,
                    random.nextBoolean() ? "10" : value(random));
            try {
                assertTrue(!RegistrySettings.from(settings).addresses().isEmpty());
            } catch (IllegalArgumentException e) {
                assertTrue(settings.keySet().stream().anyMatch(name -> e.getMessage().contains(name)),
                        settings + ": " + e.getMessage());
            }
        });
    }
}
