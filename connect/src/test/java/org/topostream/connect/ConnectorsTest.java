package org.topostream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

/// What Connect asks connectors before it starts their tasks.
class ConnectorsTest {
    private static final Map<String, String> FEWEST = Map.of("name", "scanner", "connector.class",
            FolderVolumesSourceConnector.class.getName(), "key.converter",
            "org.apache.kafka.connect.storage.StringConverter", "value.converter",
            "org.apache.kafka.connect.converters.ByteArrayConverter", "subject", "s01", "schema.registry.url",
            "http://registry:8081", "input.path", "/mnt/scanner");

    private static Map<String, String> with(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(FEWEST);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    private static Map<String, String> without(String key) {
        Map<String, String> settings = with();
        settings.remove(key);
        return settings;
    }

    /// What is wrong, by setting.
    private static Map<String, List<String>> errors(SourceConnector connector, Map<String, String> settings) {
        return connector.validate(settings).configValues().stream().filter(value -> !value.errorMessages().isEmpty())
                .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages, (one, other) -> one,
                        TreeMap::new));
    }

    private static Map<String, List<String>> errors(Map<String, String> settings) {
        return errors(new FolderVolumesSourceConnector(), settings);
    }

    private static void refuses(String key, String reason, Map<String, String> settings) {
        Map<String, List<String>> errors = errors(settings);
        assertEquals(Set.of(key), errors.keySet());
        assertEquals(1, errors.get(key).size(), errors.toString());
        assertTrue(errors.get(key).toString().contains(reason), errors.toString());
    }

    @Test
    void areFoundByServiceLoaders() {
        Set<String> found = new HashSet<>();
        for (SourceConnector connector : ServiceLoader.load(SourceConnector.class)) {
            found.add(connector.getClass().getSimpleName());
            assertFalse(connector.version().isBlank());
            assertTrue(connector.config().names().contains("subject"));
        }

        assertEquals(Set.of("FolderVolumesSourceConnector", "SocketVolumesSourceConnector"), found);
    }

    @Test
    void areExactlyOnceWhereASourceCanBeReadAgain() {
        assertEquals(ExactlyOnceSupport.SUPPORTED, new FolderVolumesSourceConnector().exactlyOnceSupport(FEWEST));
        assertEquals(ExactlyOnceSupport.UNSUPPORTED, new SocketVolumesSourceConnector().exactlyOnceSupport(FEWEST));
    }

    @Test
    void haveOneTaskWithTheSettingsOfTheConnector() {
        FolderVolumesSourceConnector connector = new FolderVolumesSourceConnector();
        Map<String, String> settings = with("finished.path", null);

        connector.start(settings);

        assertEquals(List.of(FEWEST), connector.taskConfigs(4));
        assertEquals(FolderVolumesSourceTask.class, connector.taskClass());
    }

    @Test
    void takeSettingsThatFitAndThoseOfConnect() {
        assertEquals(Map.of(), errors(FEWEST));
        assertEquals(Map.of(), errors(with("key.converter", "StringConverter", "value.converter", "ByteArray",
                "tasks.max", "1", "transaction.boundary", "POLL", "exactly.once.support", "required",
                "errors.tolerance", "none", "topic.creation.default.partitions", "1", "transforms", "t",
                "transforms.t.type", "org.apache.kafka.connect.transforms.Filter", "producer.override.max.request.size",
                "16777216", "offsets.storage.topic", "own-offsets", "schema.registry.ssl.truststore.location", "/a",
                "value.converter.any", "b", "config.action.reload", "none", "predicates", "")));
    }

    @Test
    void refuseConvertersThatWouldSpoilRecords() {
        refuses("value.converter", "got none", without("value.converter"));
        refuses("value.converter", "must be org.apache.kafka.connect.converters.ByteArrayConverter",
                with("value.converter", "org.apache.kafka.connect.json.JsonConverter"));
        refuses("key.converter", "must be org.apache.kafka.connect.storage.StringConverter",
                with("key.converter", "org.apache.kafka.connect.json.JsonConverter"));
    }

    @Test
    void sayWhatIsMissing() {
        refuses("subject", "no default value", without("subject"));
        refuses("schema.registry.url", "no default value", without("schema.registry.url"));
        refuses("input.path", "no default value", without("input.path"));
        refuses("basic.auth.credentials.source", "user:password", with("basic.auth.credentials.source", "USER_INFO"));
    }

    @Test
    void nameTheNearestSettingOfOneThatIsNotKnown() {
        refuses("inptu.file.pattern", "the nearest known one is input.file.pattern",
                with("inptu.file.pattern", ".*"));
        refuses("file.min.age.ms", "the nearest known one is file.minimum.age.ms", with("file.min.age.ms", "1"));
        refuses("basic.auth.userinfo", "basic.auth.user.info", with("basic.auth.userinfo", "a:b"));
        refuses("ledger.path", "unknown setting", with("ledger.path", "/var/ledger"));
        Map<String, List<String>> errors = errors(new SocketVolumesSourceConnector(), with("protocol", "murfi",
                "data.prot", "1"));
        assertEquals(Set.of("data.prot"), errors.keySet());
    }

    @Test
    void refuseSettingsThatAreInEachOthersWay() {
        refuses("finished.path", "must be other folders", with("finished.path", "/mnt/scanner"));
        refuses("file.minimum.age.ms", "no less", with("file.minimum.age.ms", "5000", "file.patience.ms", "4000"));
        refuses("transaction.boundary", "must be poll", with("transaction.boundary", "interval"));
        refuses("producer.override.max.request.size", "16777216", with("producer.override.max.request.size",
                "1048576"));
    }

    @Test
    void tellABadSettingOnce() {
        refuses("run.name", "run.name must have {series}, {number} or {index}", with("run.name", "run"));
        refuses("subject", "1 to 80 letters", with("subject", "a.b"));
        refuses("topostream.record.max.bytes", "must be from", with("topostream.record.max.bytes", "1"));
    }

    @Test
    void takeOffsetsThatPeopleResetOrWrite() {
        FolderVolumesSourceConnector connector = new FolderVolumesSourceConnector();
        Map<Map<String, ?>, Map<String, ?>> reset = new HashMap<>();
        reset.put(Map.of("subject", "s01", "place", "1"), null);
        assertTrue(connector.alterOffsets(FEWEST, reset));

        reset.put(Map.of("file", "a.dcm"), null);

        assertThrows(ConnectException.class, () -> connector.alterOffsets(FEWEST, reset));
    }

    @Test
    void takeTheExamples() throws IOException {
        Path folder = Path.of(System.getProperty("topostream.root", ".."), "connect", "config");
        int connectors = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.properties")) {
            for (Path file : files) {
                Map<String, String> settings = new HashMap<>();
                Properties properties = new Properties();
                try (Reader in = Files.newBufferedReader(file)) {
                    properties.load(in);
                }
                properties.forEach((key, value) -> settings.put((String) key, (String) value));
                for (SourceConnector connector : List.of(new FolderVolumesSourceConnector(),
                        new SocketVolumesSourceConnector())) {
                    if (connector.getClass().getName().equals(settings.get("connector.class"))) {
                        assertEquals(Map.of(), errors(connector, settings), file.toString());
                        connectors++;
                    }
                }
            }
        }
        assertEquals(2, connectors);
    }
}
