package org.topostream.connect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceTask;

import org.topostream.producers.scan.folder.KnownKeys;
import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.registry.RegistrySettings;

/// Finds what is wrong with a connector's settings beyond what each setting alone tells: rules over several, settings
/// of Connect's own that would spoil the records, and keys that nobody knows.
final class SettingsCheck {
    /// How large a request a connector's producer may make, as Connect spells it.
    static final String REQUEST_BYTES = "producer.override.max.request.size";
    private static final String KEY_CONVERTER = "key.converter";
    private static final String VALUE_CONVERTER = "value.converter";
    private static final String TEXT = "org.apache.kafka.connect.storage.StringConverter";
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
    private static final String EACH_POLL = "poll";
    private static final Set<String> SHARED = Set.of("schema", "basic", "auto", "use", "value");
    /// Keys that differ in as many letters are taken to be misspelt.
    private static final int MISSPELT = 2;

    private final Map<String, String> settings;
    private final Map<String, ConfigValue> values = new LinkedHashMap<>();

    /// @param definition of the settings that are ours
    SettingsCheck(ConfigDef definition, Map<String, String> settings) {
        this.settings = VolumesConfig.given(settings);
        definition.validate(this.settings).forEach(value -> values.put(value.name(), value));
    }

    /// Refuses keys that look as if they were meant for us. Others are Connect's, or of a serializer.
    /// @param further keys that are spelt as ours are, but are no settings of this connector
    SettingsCheck unknown(Collection<String> further) {
        Set<String> known = Set.copyOf(values.keySet());
        Set<String> families = new HashSet<>(further.stream().map(SettingsCheck::family).toList());
        known.stream().filter(key -> !isShared(key)).map(SettingsCheck::family).forEach(families::add);
        for (String key : new TreeSet<>(settings.keySet())) {
            String nearest = KnownKeys.nearest(key, new TreeSet<>(known));
            if (!known.contains(key)
                    && (families.contains(family(key)) || KnownKeys.distance(key, nearest) <= MISSPELT)) {
                refuse(key, "unknown setting " + key + "; the nearest known one is " + nearest);
            }
        }
        return this;
    }

    private static String family(String key) {
        return key.split("\\.", 2)[0];
    }

    /// Serializers of others have more settings that begin as these do, and so has Connect.
    private static boolean isShared(String key) {
        return SHARED.contains(family(key));
    }

    /// Refuses what would make other records of ours, or none.
    SettingsCheck framework() {
        converter(KEY_CONVERTER, TEXT, "a volume's key is text");
        converter(VALUE_CONVERTER, BYTES, "a volume's value is bytes as Confluent's serializers write them");
        String boundary = settings.getOrDefault(SourceTask.TRANSACTION_BOUNDARY_CONFIG, EACH_POLL);
        if (!boundary.equalsIgnoreCase(EACH_POLL)) {
            refuse(SourceTask.TRANSACTION_BOUNDARY_CONFIG, SourceTask.TRANSACTION_BOUNDARY_CONFIG + " must be "
                    + EACH_POLL + ", since the next volume is read once the one before is committed, got " + boundary);
        }
        if (isGood(SizeLimits.SETTING)) {
            long records = SizeLimits.of(settings).recordBytes();
            Optional.ofNullable(settings.get(REQUEST_BYTES)).filter(bytes -> bytes.matches("\\d{1,18}"))
                    .filter(bytes -> Long.parseLong(bytes) < records).ifPresent(bytes -> refuse(REQUEST_BYTES,
                            REQUEST_BYTES + " must be " + SizeLimits.SETTING + ", " + records + ", or more, got "
                                    + bytes));
        }
        if (isGood(RegistrySettings.URL) && isGood(RegistrySettings.CREDENTIALS_SOURCE)) {
            require(RegistrySettings.USER_INFO, () -> RegistrySettings.from(settings));
        }
        return this;
    }

    /// A worker's own converter may be any, so it must be said. Connect takes short names, too.
    private void converter(String key, String name, String why) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        Optional<String> given = Optional.ofNullable(settings.get(key));
        if (given.filter(List.of(name, simple, simple.replace("Converter", ""))::contains).isEmpty()) {
            refuse(key, key + " must be " + name + ", since " + why + ", got " + given.orElse("none"));
        }
    }

    /// Refuses a setting where a rule does.
    /// @param key of the setting that is told, unless the rule's message begins with another's
    void require(String key, Runnable rule) {
        try {
            rule.run();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            refuse(values.keySet().stream().filter(each -> message.startsWith(each + " ")).findFirst().orElse(key),
                    message);
        }
    }

    /// Whether these settings have nothing wrong with them so far.
    boolean isGood(String... keys) {
        return List.of(keys).stream().allMatch(key -> !values.containsKey(key)
                || values.get(key).errorMessages().isEmpty());
    }

    /// Whether nothing is wrong with any setting whose key is one of these.
    boolean areGood(Collection<String> keys) {
        return isGood(keys.toArray(String[]::new));
    }

    private void refuse(String key, String reason) {
        values.computeIfAbsent(key, other -> new ConfigValue(other, settings.get(other), List.of(), new ArrayList<>()))
                .addErrorMessage(reason);
    }

    /// As Connect wants it told.
    Config result() {
        return new Config(List.copyOf(values.values()));
    }
}
