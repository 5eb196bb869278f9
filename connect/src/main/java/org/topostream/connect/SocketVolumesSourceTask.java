package org.topostream.connect;

import java.io.IOException;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.producers.scan.socket.ReceiverSettings;
import org.topostream.producers.scan.socket.VolumeReceiver;

/// Receives what a sender sends. Names of series that were delivered before a restart are not given again, unless the
/// protocol itself tells series apart.
public final class SocketVolumesSourceTask extends VolumesSourceTask {
    private static final Logger LOG = LoggerFactory.getLogger(SocketVolumesSourceTask.class);

    @Override
    AutoCloseable open(Map<String, String> settings) throws IOException {
        SocketVolumesConfig config = new SocketVolumesConfig(settings);
        SocketProtocol protocol = config.protocol();
        RunOffsets offsets = offsets(config);
        ReceiverSettings receiver = config.receiver().withUsedSeries(offsets.series());
        VolumeReceiver opened = protocol.open(receiver, config.dataPort(),
                new VolumeRelay(output(config, protocol.text(), offsets)));
        LOG.info("receiver opened protocol={} address={}", protocol.text(), opened.address());
        return opened;
    }

    /// A receiver receives until it is closed.
    @Override
    boolean isOpen() {
        return true;
    }
}
