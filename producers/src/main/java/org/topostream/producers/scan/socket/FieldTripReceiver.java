package org.topostream.producers.scan.socket;

import java.io.IOException;
import java.net.InetSocketAddress;

/// A FieldTrip buffer for scanners: takes what `gui_streamer` and other clients put, and answers those who get, flush
/// and wait (FieldTrip's *Low-level FieldTrip buffer TCP network protocol*, version 1). As its fMRI clients do, one
/// sample is one volume, one channel a voxel, and the header has a chunk with a NIfTI-1 header.
///
/// A volume's number is that of its sample in the buffer, counted from 0 since the header was put, which begins a
/// series. Clients may vanish and come back without another header; then [SampleNumbers] sees to it that numbers do
/// not shift, as far as the buffer can know: of volumes that a client never began to put it knows nothing. A put that
/// is refused is not in the buffer, and no number is used up. A put is answered once its volumes have arrived. The
/// latest volumes, together no larger than `messageBytes`, can be got again.
public final class FieldTripReceiver implements VolumeReceiver {
    /// Where FieldTrip's clients expect a buffer.
    public static final int PORT = 1972;

    private final FieldTripBuffer buffer;
    private final TcpServer server;

    private FieldTripReceiver(FieldTripBuffer buffer, TcpServer server) {
        this.buffer = buffer;
        this.server = server;
    }

    /// @param settings the port is usually [#PORT]
    /// @throws IOException where nobody can listen there
    public static FieldTripReceiver open(ReceiverSettings settings, VolumeListener listener) throws IOException {
        Deliveries deliveries = new Deliveries(listener);
        FieldTripBuffer buffer = new FieldTripBuffer(settings, deliveries, new SeriesNames(settings.usedSeries()));
        return new FieldTripReceiver(buffer, TcpServer.open("FieldTrip", settings, settings.port(), deliveries,
                wire -> new FieldTripSession(wire, settings, deliveries, buffer).serve()));
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        buffer.close();
        server.close();
    }
}
