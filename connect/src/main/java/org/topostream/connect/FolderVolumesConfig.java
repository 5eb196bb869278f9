package org.topostream.connect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;

import org.topostream.producers.scan.dicom.ImageKind;
import org.topostream.producers.scan.folder.FolderSettings;

/// Settings of [FolderVolumesSourceConnector]: [FolderSettings] and those of every connector of volumes.
final class FolderVolumesConfig extends VolumesConfig {
    static final String FIRST = "file.first.number";

    /// @throws org.apache.kafka.common.config.ConfigException where a setting is missing or does not fit
    FolderVolumesConfig(Map<String, String> settings) {
        super(definition(), settings);
    }

    static ConfigDef definition() {
        ConfigDef definition = VolumesConfig.definition();
        new SettingGroup(definition, "Folder")
                .add(FolderSettings.INPUT, Type.STRING, SettingGroup.REQUIRED, rule(FolderSettings.INPUT, "a path"),
                        Importance.HIGH, "The folder where the scanner's files come, with its sub-folders, as this "
                                + "worker sees it. It may be away for a while.")
                .add(FolderSettings.FINISHED, Type.STRING, null, rule(FolderSettings.FINISHED, "a path"),
                        Importance.HIGH, "Where files go once their volumes are committed. It must exist. Left out, "
                                + "they stay, and are read again after a restart.")
                .add(FolderSettings.ERROR, Type.STRING, null, rule(FolderSettings.ERROR, "a path"), Importance.HIGH,
                        "Where files go that cannot be read, with the reason beside them. It must exist. Left out, "
                                + "they stay.")
                .add(FolderSettings.FILES, Type.STRING, ".*", rule(FolderSettings.FILES, "a regular expression"),
                        Importance.MEDIUM, "Fits the whole names of files that are looked at.")
                .add(FIRST, Type.INT, 1, ConfigDef.Range.atLeast(0), Importance.MEDIUM,
                        "The number in the names of a run's first volume, of files whose names number them.")
                .add(FolderSettings.MINIMUM_AGE, Type.LONG, 200L, ConfigDef.Range.atLeast(0), Importance.MEDIUM,
                        "Milliseconds since a file's size or time last changed, before it is read; keep it below the "
                                + "TR.")
                .add(FolderSettings.PATIENCE, Type.LONG, 30_000L, ConfigDef.Range.atLeast(0), Importance.LOW,
                        "Milliseconds since then, before a file that is not whole or cannot be read is taken to be "
                                + "bad.")
                .add(FolderSettings.POLL_INTERVAL, Type.LONG, 100L, ConfigDef.Range.atLeast(1), Importance.LOW,
                        "Milliseconds between two looks at the folder.");
        new SettingGroup(definition, "Series and runs")
                .add(FolderSettings.RUN_NAME, Type.STRING, "{series}",
                        rule(FolderSettings.RUN_NAME, "a text with {series}, {number} or {index} in it"),
                        Importance.HIGH, "What the run is called that a series is: {series} stands for the series, "
                                + "{number} for the scanner's count, {index} for its place among the wanted ones, from "
                                + "1.")
                .add(FolderSettings.SERIES_RUNS, Type.STRING, null,
                        rule(FolderSettings.SERIES_RUNS, "series=run, comma separated"), Importance.MEDIUM,
                        "Runs of series that have names of their own.")
                .add(FolderSettings.SERIES_FILTER, Type.STRING, null,
                        rule(FolderSettings.SERIES_FILTER, "a regular expression"), Importance.MEDIUM,
                        "Is found in the names of the series that are wanted.")
                .add(FolderSettings.SERIES_NUMBERS, Type.STRING, null,
                        rule(FolderSettings.SERIES_NUMBERS, "numbers and ranges such as 3,7-9"), Importance.MEDIUM,
                        "The wanted series by the scanner's count; left out, all.")
                .add(FolderSettings.SERIES_KINDS, Type.STRING, null,
                        rule(FolderSettings.SERIES_KINDS, "kinds, comma separated"), Importance.MEDIUM,
                        "The wanted series by what their images are of; left out, all.",
                        SettingGroup.recommend(Arrays.stream(ImageKind.values())
                                .map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList(), settings -> true));
        return definition;
    }

    /// The door's own rule.
    private static Validator rule(String key, String words) {
        return SettingGroup.rule(words, text -> {
            Map<String, String> alone = new HashMap<>(Map.of(FolderSettings.INPUT, "any"));
            alone.put(key, text);
            FolderSettings.withoutLedger(alone);
        });
    }

    /// Those of the door among a connector's settings.
    static Map<String, String> ofDoor(Map<String, String> settings) {
        Map<String, String> door = new HashMap<>(settings);
        door.keySet().retainAll(FolderSettings.KEYS);
        return door;
    }

    FolderSettings folder() {
        return FolderSettings.withoutLedger(ofDoor(originalsStrings()));
    }

    int first() {
        return getInt(FIRST);
    }
}
