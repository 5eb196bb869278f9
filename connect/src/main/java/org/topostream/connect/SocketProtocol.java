package org.topostream.connect;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.topostream.producers.scan.socket.AfniReceiver;
import org.topostream.producers.scan.socket.FieldTripReceiver;
import org.topostream.producers.scan.socket.MurfiReceiver;
import org.topostream.producers.scan.socket.PynealReceiver;
import org.topostream.producers.scan.socket.ReceiverSettings;
import org.topostream.producers.scan.socket.VolumeListener;
import org.topostream.producers.scan.socket.VolumeReceiver;

/// What a sender that the site already runs speaks.
enum SocketProtocol {
    AFNI(AfniReceiver.CONTROL_PORT) {
        @Override
        VolumeReceiver open(ReceiverSettings settings, int dataPort, VolumeListener listener) throws IOException {
            return AfniReceiver.open(settings, dataPort, listener);
        }
    },
    PYNEAL(PynealReceiver.PORT) {
        @Override
        VolumeReceiver open(ReceiverSettings settings, int dataPort, VolumeListener listener) throws IOException {
            return PynealReceiver.open(settings, listener);
        }
    },
    MURFI(MurfiReceiver.PORT) {
        @Override
        VolumeReceiver open(ReceiverSettings settings, int dataPort, VolumeListener listener) throws IOException {
            return MurfiReceiver.open(settings, MurfiReceiver.FIRST, listener);
        }
    },
    FIELDTRIP(FieldTripReceiver.PORT) {
        @Override
        VolumeReceiver open(ReceiverSettings settings, int dataPort, VolumeListener listener) throws IOException {
            return FieldTripReceiver.open(settings, listener);
        }
    };

    private final int port;

    SocketProtocol(int port) {
        this.port = port;
    }

    /// Where its senders send, unless they are told otherwise.
    int port() {
        return port;
    }

    /// As settings and records have it.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(SocketProtocol::text).toList();
    }

    /// @throws IllegalArgumentException where there is none of this name
    static SocketProtocol of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /// @param dataPort of AFNI's images; the other protocols have one port
    /// @throws IOException where nobody can listen there
    abstract VolumeReceiver open(ReceiverSettings settings, int dataPort, VolumeListener listener) throws IOException;
}
