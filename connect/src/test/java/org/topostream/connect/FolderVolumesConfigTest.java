package org.topostream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

import org.topostream.factortopy.timing.NumberRange;
import org.topostream.producers.scan.VolumeSender.Origin;
import org.topostream.producers.scan.folder.FolderSettings;
import org.topostream.producers.scan.folder.RunNaming;

class FolderVolumesConfigTest {
    private static final Map<String, String> FEWEST = Map.of("subject", "s01", "schema.registry.url",
            "http://registry:8081", "input.path", "/mnt/scanner");
    private static final Map<String, String> ALL = all();

    private static Map<String, String> all() {
        Map<String, String> all = new HashMap<>(FEWEST);
        all.putAll(Map.of("session", "day-1", "tr.seconds", "1.5", "topostream.record.max.bytes", "2000000",
                "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "lab:secret",
                "auto.register.schemas", "false", "use.latest.version", "true", "value.subject.name.strategy",
                "RecordNameStrategy", "topostream.schema.registry.patience.ms", "5", "topostream.value.serializer",
                "org.topostream.schemas.serde.AvroSerializer"));
        all.putAll(Map.of("finished.path", "/finished", "error.path", "/error", "input.file.pattern", ".*\\.dcm",
                "file.first.number", "0", "file.minimum.age.ms", "1", "file.patience.ms", "2", "poll.interval.ms",
                "3"));
        all.putAll(Map.of("run.name", "run-{index}", "series.runs", "5-bold=memory", "series.filter", "bold",
                "series.numbers", "3,7-9", "series.kinds", "magnitude"));
        return all;
    }

    private static FolderVolumesConfig with(String key, String value) {
        Map<String, String> settings = new HashMap<>(FEWEST);
        settings.put(key, value);
        return new FolderVolumesConfig(settings);
    }

    private static void refuses(String key, String value) {
        String message = assertThrows(ConfigException.class, () -> with(key, value), key + "=" + value).getMessage();
        assertTrue(message.contains(key), message);
    }

    @Test
    void hasTheDefaultsOfTheDoor() {
        Map<String, Object> defaults = FolderVolumesConfig.definition().defaultValues();
        FolderSettings door = FolderSettings.withoutLedger(Map.of("input.path", "/mnt/scanner"));

        assertEquals(door.files().pattern(), defaults.get("input.file.pattern"));
        assertEquals(door.waits().minimumAge(), Duration.ofMillis((Long) defaults.get("file.minimum.age.ms")));
        assertEquals(door.waits().patience(), Duration.ofMillis((Long) defaults.get("file.patience.ms")));
        assertEquals(door.waits().pollInterval(), Duration.ofMillis((Long) defaults.get("poll.interval.ms")));
        assertEquals(door.naming(), new RunNaming((String) defaults.get("run.name"), Map.of()));
        for (String without : List.of("finished.path", "error.path", "series.filter", "series.numbers", "series.kinds",
                "series.runs")) {
            assertTrue(defaults.containsKey(without), without);
            assertEquals(Optional.empty(), Optional.ofNullable(defaults.get(without)), without);
        }
    }

    @Test
    void hasDefaults() {
        FolderVolumesConfig config = new FolderVolumesConfig(FEWEST);

        assertEquals(new Origin("s01", "", "folder", OptionalDouble.empty()), config.records("folder").origin());
        assertEquals(1, config.first());
        assertEquals(16 << 20, config.site().limits().recordBytes());
        assertEquals("http://registry:8081", config.site().schemaRegistry());
        assertEquals(Path.of("/mnt/scanner"), config.folder().input());
        assertEquals(16 << 20, config.getInt("topostream.record.max.bytes"));
    }

    @Test
    void takesEverySetting() {
        FolderVolumesConfig config = new FolderVolumesConfig(ALL);

        assertEquals(FolderVolumesConfig.definition().names(), ALL.keySet());
        assertEquals(new Origin("s01", "day-1", "folder", OptionalDouble.of(1.5)), config.records("folder").origin());
        assertEquals(2_000_000, config.site().limits().recordBytes());
        for (String serializers : Set.of("basic.auth.credentials.source", "basic.auth.user.info",
                "auto.register.schemas", "use.latest.version", "value.subject.name.strategy",
                "topostream.schema.registry.patience.ms", "topostream.value.serializer")) {
            assertEquals(ALL.get(serializers), config.site().common().get(serializers));
        }
        assertEquals(0, config.first());
        FolderSettings folder = config.folder();
        assertEquals(Path.of("/mnt/scanner"), folder.input());
        assertEquals(Optional.of(Path.of("/finished")), folder.finished());
        assertEquals(Optional.of(Path.of("/error")), folder.error());
        assertEquals(Optional.empty(), folder.ledger());
        assertEquals(".*\\.dcm", folder.files().pattern());
        assertEquals(new FolderSettings.Waits(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3)),
                folder.waits());
        assertEquals("bold", folder.filter().names().pattern());
        assertEquals(List.of(new NumberRange(3, 3), new NumberRange(7, 9)), folder.filter().numbers());
        assertEquals(List.of("magnitude"), folder.filter().kinds());
        assertEquals(new RunNaming("run-{index}", Map.of("5-bold", "memory")), folder.naming());
    }

    @Test
    void hasEverySettingOfTheDoorButItsLedger() {
        Set<String> door = new HashSet<>(FolderSettings.KEYS);
        door.remove(FolderSettings.LEDGER);

        door.removeAll(FolderVolumesConfig.definition().names());

        assertEquals(Set.of(), door);
    }

    @Test
    void explainsEverySetting() {
        for (ConfigDef.ConfigKey key : FolderVolumesConfig.definition().configKeys().values()) {
            assertTrue(key.documentation.endsWith("."), key.name);
            assertFalse(key.displayName.contains("."), key.name);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        for (String needed : FEWEST.keySet()) {
            Map<String, String> settings = new HashMap<>(FEWEST);
            settings.remove(needed);
            assertThrows(ConfigException.class, () -> new FolderVolumesConfig(settings), needed);
        }
        refuses("subject", "a.b");
        refuses("tr.seconds", "0");
        refuses("tr.seconds", "soon");
        refuses("topostream.record.max.bytes", "1000");
        refuses("schema.registry.url", "registry:8081");
        refuses("basic.auth.credentials.source", "FILE");
        refuses("value.subject.name.strategy", "Any");
        refuses("input.path", " ");
        refuses("input.file.pattern", "*.dcm");
        refuses("finished.path", "a\u0000b");
        refuses("file.first.number", "-1");
        refuses("file.minimum.age.ms", "-1");
        refuses("file.minimum.age.ms", "soon");
        refuses("poll.interval.ms", "0");
        refuses("run.name", "run-1");
        refuses("series.filter", "(");
        refuses("series.numbers", "9-7");
        refuses("series.runs", "bold");
    }
}
