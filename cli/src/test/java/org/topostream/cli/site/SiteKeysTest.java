package org.topostream.cli.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

class SiteKeysTest {
    private static final Path FILE = Path.of("site.properties");

    private static String refusal(Map<String, String> settings) {
        return assertThrows(IllegalArgumentException.class, () -> SiteKeys.require(FILE, settings)).getMessage();
    }

    @Test
    void takesKafkasSettingsAndOurs() {
        SiteKeys.require(FILE, Map.of("security.protocol", "SASL_SSL", "sasl.jaas.config", "...", "linger.ms", "5",
                "num.standby.replicas", "1", "producer.batch.size", "1000", "basic.auth.user.info", "a:b",
                "topostream.record.max.bytes", "2000000"));
    }

    @Test
    void refusesASettingOfNobody() {
        String told = refusal(Map.of("securty.protocol", "SSL"));

        assertTrue(told.startsWith("--config site.properties: expected"), told);
        assertTrue(told.endsWith(", got securty.protocol"), told);
    }

    @Test
    void takesSettingsOfSerializersThatASiteBrings() {
        SiteKeys.require(FILE, Map.of("topostream.value.serializer", "com.example.Mine", "mine.mode", "fast"));
    }

    @Test
    void refusesASettingThatBeginsLikeOursAndIsNoneWhoeverSerializes() {
        String told = refusal(Map.of("topostream.value.serializer", "com.example.Mine", "topostream.mode", "fast"));

        assertTrue(told.endsWith(", got topostream.mode"), told);
    }

    @Test
    void refusesANumberOutOfItsRange() {
        assertEquals(
                "--config site.properties: expected topostream.schema.registry.patience.ms with a number of ms, 0 or "
                        + "more, got '-1'",
                refusal(Map.of("topostream.schema.registry.patience.ms", "-1")));
        assertEquals(
                "--config site.properties: expected topostream.record.max.bytes with a number of bytes, 1 or more, "
                        + "got 'large'",
                refusal(Map.of("topostream.record.max.bytes", "large")));
    }
}
