package org.topostream.producers.scan.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

import org.topostream.producers.scan.BadScanException;

/// Takes what is sent to AFNI's realtime plugin, by `Dimon`, `rtfeedme` and others (*README.realtime* of AFNI): a
/// sender says on the control port on which port it will send, then connects there, sends commands that describe the
/// images, and the images. Who sends commands and images at once, to either port, is understood as well.
///
/// The protocol has no numbers: volumes count from 0 for each set of commands, which is a series of its own. It is
/// named by `PREFIX` or `NAME`, with a count behind where that name was there before; a sender that vanished and comes
/// back has begun another series. Nothing is ever acknowledged.
public final class AfniReceiver implements VolumeReceiver {
    /// Where AFNI listens for senders.
    public static final int CONTROL_PORT = 7954;
    /// Where AFNI's senders send images.
    public static final int DATA_PORT = 7953;
    private static final String NAME = "AFNI";

    private final TcpServer data;
    private final TcpServer control;

    private AfniReceiver(TcpServer data, TcpServer control) {
        this.data = data;
        this.control = control;
    }

    /// @param settings the port is the one of control connections, usually [#CONTROL_PORT]
    /// @param dataPort usually [#DATA_PORT]; 0 for any that is free
    /// @throws IOException where nobody can listen there
    public static AfniReceiver open(ReceiverSettings settings, int dataPort, VolumeListener listener)
            throws IOException {
        Deliveries deliveries = new Deliveries(listener);
        SeriesNames names = new SeriesNames(settings.usedSeries());
        TcpServer data = TcpServer.open(NAME, settings, dataPort, deliveries,
                wire -> new AfniSession(wire, settings, deliveries, names, Optional.empty()).serve());
        try {
            int expected = data.address().getPort();
            return new AfniReceiver(data, TcpServer.open(NAME, settings, settings.port(), deliveries,
                    wire -> new AfniSession(wire, settings, deliveries, names, Optional.of(expected)).serve()));
        } catch (IOException e) {
            data.close();
            throw e;
        }
    }

    /// What the first text on a control connection asks for.
    /// @param port that it may ask for
    /// @return whether it is a control text, and no commands
    /// @throws BadScanException where it wants images to come another way than here
    static boolean isControl(String text, int port) throws BadScanException {
        String[] lines = text.split("\n", 2);
        String channel = lines[0].strip();
        if (!channel.startsWith("tcp:") && !channel.startsWith("shm:")) {
            return false;
        }
        if (!channel.startsWith("tcp:") || !channel.endsWith(":" + port)) {
            throw new BadScanException("expected a sender of images over tcp to port " + port + ", got one over '"
                    + channel + "'");
        }
        if (lines.length > 1 && !lines[1].isBlank()) {
            throw new BadScanException("expected all commands from the sender, got a program to run for them, '"
                    + lines[1].strip() + "', which is not run");
        }
        return true;
    }

    /// Of control connections.
    @Override
    public InetSocketAddress address() {
        return control.address();
    }

    /// Of connections for images.
    public InetSocketAddress dataAddress() {
        return data.address();
    }

    @Override
    public void close() {
        control.close();
        data.close();
    }
}
