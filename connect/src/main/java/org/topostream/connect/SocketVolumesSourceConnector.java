package org.topostream.connect;

import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/// Volumes that a sender sends which the site already runs, to AFNI, Pyneal, MURFI or a FieldTrip buffer: the doors
/// `topostream acquire afni` and so on within Kafka Connect.
///
/// A socket cannot be read again: a volume that was under way when the task stopped is sent again by those senders
/// alone that wait for an answer, and may then be in the topic twice. Volumes are numbered, so that readers count each
/// once.
public final class SocketVolumesSourceConnector extends VolumesSourceConnector {
    @Override
    public Class<? extends Task> taskClass() {
        return SocketVolumesSourceTask.class;
    }

    @Override
    public ConfigDef config() {
        return SocketVolumesConfig.definition();
    }

    @Override
    public Config validate(Map<String, String> settings) {
        return new SettingsCheck(config(), settings).unknown(Set.of()).framework().result();
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> settings) {
        return ExactlyOnceSupport.UNSUPPORTED;
    }
}
