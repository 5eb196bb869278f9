package org.topostream.connect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

import org.topostream.producers.scan.socket.AfniReceiver;
import org.topostream.producers.scan.socket.ReceiverSettings;

/// Settings of [SocketVolumesSourceConnector].
final class SocketVolumesConfig extends VolumesConfig {
    static final String PROTOCOL = "protocol";
    static final String HOST = "host";
    static final String PORT = "port";
    static final String DATA_PORT = "data.port";
    private static final int MOST = 65_535;

    /// @throws org.apache.kafka.common.config.ConfigException where a setting is missing or does not fit
    SocketVolumesConfig(Map<String, String> settings) {
        super(definition(), settings);
    }

    static ConfigDef definition() {
        ConfigDef definition = VolumesConfig.definition();
        new SettingGroup(definition, "Socket")
                .add(PROTOCOL, Type.STRING, SettingGroup.REQUIRED,
                        ValidString.in(SocketProtocol.texts().toArray(String[]::new)), Importance.HIGH,
                        "What the sender speaks that the site already runs.",
                        SettingGroup.recommend(SocketProtocol.texts(), settings -> true))
                .add(HOST, Type.STRING, "127.0.0.1", new ConfigDef.NonEmptyString(), Importance.HIGH,
                        "Address of the worker's machine for senders; 0.0.0.0 for all of its addresses.")
                .add(PORT, Type.INT, null,
                        SettingGroup.rule("from 0 to " + MOST, text -> Range.between(0, MOST).ensureValid(PORT,
                                Integer.valueOf(text))),
                        Importance.MEDIUM, "Where senders connect to; left out, the protocol's usual one: "
                                + ports() + ".")
                .add(DATA_PORT, Type.INT, AfniReceiver.DATA_PORT, Range.between(0, MOST), Importance.LOW,
                        "Where AFNI's senders send images.",
                        SettingGroup.recommend(List.of(),
                                settings -> SocketProtocol.AFNI.text().equals(settings.get(PROTOCOL))));
        return definition;
    }

    private static String ports() {
        StringBuilder text = new StringBuilder();
        for (SocketProtocol protocol : SocketProtocol.values()) {
            text.append(text.isEmpty() ? "" : ", ").append(protocol.text()).append(' ').append(protocol.port());
        }
        return text.toString();
    }

    SocketProtocol protocol() {
        return SocketProtocol.of(getString(PROTOCOL));
    }

    ReceiverSettings receiver() {
        return ReceiverSettings.onLoopback(Optional.ofNullable(getInt(PORT)).orElse(protocol().port()))
                .withHost(getString(HOST));
    }

    int dataPort() {
        return getInt(DATA_PORT);
    }
}
