package org.topostream.connect;

import java.util.Map;

import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

import org.topostream.producers.scan.folder.FolderSettings;

/// Volumes of a folder of DICOM, NIfTI and PAR/REC files: the door `topostream acquire folder` within Kafka Connect.
/// Where the workers support it, each volume is in its topic exactly once: which have been delivered is committed in
/// the same transaction, and a file is moved only behind it.
public final class FolderVolumesSourceConnector extends VolumesSourceConnector {
    @Override
    public Class<? extends Task> taskClass() {
        return FolderVolumesSourceTask.class;
    }

    @Override
    public ConfigDef config() {
        return FolderVolumesConfig.definition();
    }

    @Override
    public Config validate(Map<String, String> settings) {
        SettingsCheck check = new SettingsCheck(config(), settings).unknown(FolderSettings.KEYS).framework();
        if (check.areGood(FolderSettings.KEYS)) {
            check.require(FolderSettings.INPUT, () -> FolderSettings.withoutLedger(
                    FolderVolumesConfig.ofDoor(VolumesConfig.given(settings))));
        }
        return check.result();
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> settings) {
        return ExactlyOnceSupport.SUPPORTED;
    }
}
