package org.topostream.connect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

import org.topostream.producers.scan.VolumeRecords;
import org.topostream.producers.scan.VolumeSender.Origin;
import org.topostream.schemas.Site;
import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.Topics;
import org.topostream.schemas.registry.RegistrySettings;
import org.topostream.schemas.serde.AvroSerializer;

/// Settings of every connector of volumes.
class VolumesConfig extends AbstractConfig {
    static final String SUBJECT = "subject";
    static final String SESSION = "session";
    static final String SECONDS = "tr.seconds";
    static final String STRATEGY = "value.subject.name.strategy";
    static final String LATEST = "use.latest.version";
    private static final String FROM_URL = "URL";
    private static final String FROM_USER_INFO = "USER_INFO";

    /// @throws org.apache.kafka.common.config.ConfigException where a setting is missing or does not fit
    VolumesConfig(ConfigDef definition, Map<String, String> settings) {
        super(definition, given(settings), false);
    }

    /// Without keys that a request named without a value.
    static Map<String, String> given(Map<String, String> settings) {
        Map<String, String> given = new HashMap<>(settings);
        given.values().removeIf(Objects::isNull);
        return given;
    }

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        new SettingGroup(definition, "Volumes")
                .add(SUBJECT, Type.STRING, SettingGroup.REQUIRED,
                        SettingGroup.rule("1 to 80 letters, digits, '-' or '_'",
                                text -> Topics.checked(SUBJECT, text)),
                        Importance.HIGH, "Who lies in the scanner: volumes go to the topic volumes.<subject>.")
                .add(SESSION, Type.STRING, "", SettingGroup.ANY, Importance.LOW, "Names the session.")
                .add(SECONDS, Type.DOUBLE, null, SettingGroup.rule("above 0", VolumesConfig::checkSeconds),
                        Importance.MEDIUM,
                        "Seconds from one volume to the next (TR), for sources that do not tell, and "
                                + "instead of what they tell.")
                .add(SizeLimits.SETTING, Type.INT, SizeLimits.defaults().recordBytes(),
                        SettingGroup.rule("from 1 MiB to 255 MiB", text -> SizeLimits.of(Map.of(SizeLimits.SETTING,
                                text))),
                        Importance.MEDIUM, "Bytes of a record at most; a larger volume is refused. The producer must "
                                + "let as much through: " + SettingsCheck.REQUEST_BYTES + ".");
        new SettingGroup(definition, "Schema registry")
                .add(RegistrySettings.URL, Type.STRING, SettingGroup.REQUIRED,
                        SettingGroup.rule("addresses, comma separated",
                                text -> RegistrySettings.from(Map.of(RegistrySettings.URL, text))),
                        Importance.HIGH, "Where the schema registry is.")
                .add(RegistrySettings.CREDENTIALS_SOURCE, Type.STRING, FROM_URL,
                        ValidString.in(FROM_URL, FROM_USER_INFO), Importance.LOW, "Where the login comes from: the "
                                + "address, or " + RegistrySettings.USER_INFO + ".",
                        SettingGroup.recommend(List.of(FROM_URL, FROM_USER_INFO), settings -> true))
                .add(RegistrySettings.USER_INFO, Type.PASSWORD, null, SettingGroup.ANY, Importance.LOW,
                        "The login, user:password.",
                        SettingGroup.recommend(List.of(),
                                settings -> FROM_USER_INFO.equals(settings.get(RegistrySettings.CREDENTIALS_SOURCE))))
                .add(AvroSerializer.REGISTER, Type.BOOLEAN, true, SettingGroup.ANY, Importance.LOW,
                        "Whether the schema of volumes is registered as they come.")
                .add(LATEST, Type.BOOLEAN, false, SettingGroup.ANY, Importance.LOW,
                        "Whether volumes are written in the registry's latest schema, where none is registered as they "
                                + "come.",
                        SettingGroup.recommend(List.of(),
                                settings -> Boolean.FALSE.equals(settings.get(AvroSerializer.REGISTER))))
                .add(STRATEGY, Type.STRING, "TopicNameStrategy",
                        SettingGroup.rule("TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy",
                                text -> AvroSerializer.subjects(Map.of(STRATEGY, text), List.of())),
                        Importance.LOW, "How the schema's subject is named, as Confluent's clients take it.",
                        SettingGroup.recommend(List.of("TopicNameStrategy", "RecordNameStrategy",
                                "TopicRecordNameStrategy"), settings -> true))
                .add(RegistrySettings.PATIENCE, Type.LONG, 30_000L, ConfigDef.Range.atLeast(0), Importance.LOW,
                        "Milliseconds for which a registry that does not answer is asked again, at a time.")
                .add(Site.SERIALIZER, Type.STRING, AvroSerializer.class.getName(), SettingGroup.ANY, Importance.LOW,
                        "Class that writes volumes in Confluent's wire format; another must lie beside this plugin.");
        return definition;
    }

    private static void checkSeconds(String text) {
        if (!(Double.parseDouble(text) > 0)) {
            throw new IllegalArgumentException(SECONDS + " must be above 0, got " + text);
        }
    }

    String subject() {
        return getString(SUBJECT);
    }

    /// @param door the kind of source
    VolumeRecords records(String door) {
        Optional<Double> seconds = Optional.ofNullable(getDouble(SECONDS));
        return new VolumeRecords(new Origin(subject(), getString(SESSION), door,
                seconds.isPresent() ? OptionalDouble.of(seconds.get()) : OptionalDouble.empty()));
    }

    /// The registry and the sizes of records; the broker is Connect's to know.
    Site site() {
        return new Site("", getString(RegistrySettings.URL), originalsStrings());
    }
}
