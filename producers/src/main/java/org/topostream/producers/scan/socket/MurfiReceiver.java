package org.topostream.producers.scan.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// Takes what scanners send to MURFI, by Siemens' vSend functor and others: a connection for each image, on it a
/// [header][MurfiHeader], maybe after eight bytes with its length and the image's, and the image
/// (`RtInputScannerImages` of MURFI 2). Several images on one connection are taken as well.
///
/// Volumes have the numbers of their headers, so senders may vanish and come back. Images that the scanner has
/// corrected for motion come with the same numbers as those that it has not, and are a series of their own, the same
/// UID and `-moco`. The motion itself is not handed on. Nothing is ever acknowledged.
public final class MurfiReceiver implements VolumeReceiver {
    /// Where MURFI listens for scanners.
    public static final int PORT = 15_000;
    /// What `currentTR` is of the first image of a series, as MURFI counts.
    public static final int FIRST = 1;
    private static final String NAME = "MURFI";
    private static final int MAGIC_BYTES = 4;

    private final ReceiverSettings settings;
    private final int first;
    private final Deliveries deliveries;
    private final TcpServer server;

    private MurfiReceiver(ReceiverSettings settings, int first, VolumeListener listener) throws IOException {
        this.settings = settings;
        this.first = first;
        deliveries = new Deliveries(listener);
        server = TcpServer.open(NAME, settings, settings.port(), deliveries, this::serve);
    }

    /// @param settings the port is usually [#PORT]
    /// @param first    `currentTR` of a series' first image: [#FIRST], or 0 for senders that count otherwise
    /// @throws IOException where nobody can listen there
    public static MurfiReceiver open(ReceiverSettings settings, int first, VolumeListener listener)
            throws IOException {
        return new MurfiReceiver(settings, first, listener);
    }

    private void serve(Wire wire) throws IOException {
        while (wire.await()) {
            MurfiHeader header = header(wire);
            int number = header.number() - first;
            if (number < 0 || header.volumes().isPresent() && number >= header.volumes().getAsInt()) {
                throw new BadScanException("expected currentTR from " + first + " to " + (header.volumes().isPresent()
                        ? "" + (first + header.volumes().getAsInt() - 1)
                        : "any") + ", got " + header.number() + " of series " + header.series());
            }
            byte[] image;
            try {
                image = wire.read(header.imageBytes(), "volume " + number + " of " + header.series());
            } catch (BrokenMessageException e) {
                deliveries.lost(header.series(), number, number, e.getMessage());
                return;
            }
            deliveries.deliver(new ScannedVolume(header.series(), number, header.size(), header.values(image),
                    header.affine(), header.seconds(), OptionalDouble.empty(), header.volumes()));
        }
    }

    private MurfiHeader header(Wire wire) throws IOException {
        byte[] start = wire.read(MAGIC_BYTES, "MURFI's header");
        OptionalInt promised = OptionalInt.empty();
        if (!isMagic(start)) {
            byte[] lengths = ByteBuffer.allocate(2 * MAGIC_BYTES).put(start)
                    .put(wire.read(MAGIC_BYTES, "lengths before MURFI's header")).array();
            ByteBuffer numbers = ByteBuffer.wrap(lengths).order(ByteOrder.LITTLE_ENDIAN);
            if (numbers.getInt(0) != MurfiHeader.BYTES) {
                throw new BadScanException("expected MURFI's header, one of "
                        + MurfiHeader.MAGIC.stream().sorted().toList() + " at its start, or its length, "
                        + MurfiHeader.BYTES + ", before it, got '" + shown(start) + "'");
            }
            promised = OptionalInt.of(numbers.getInt(MAGIC_BYTES));
            start = wire.read(MAGIC_BYTES, "MURFI's header");
            if (!isMagic(start)) {
                throw new BadScanException("expected MURFI's header after its length, got '" + shown(start) + "'");
            }
        }
        byte[] rest = wire.read(MurfiHeader.BYTES - MAGIC_BYTES, "MURFI's header");
        MurfiHeader header = MurfiHeader.parse(ByteBuffer.allocate(MurfiHeader.BYTES).put(start).put(rest).array(),
                settings.messageBytes());
        if (promised.isPresent() && promised.getAsInt() != header.imageBytes()) {
            throw new BadScanException("expected an image of " + header.imageBytes()
                    + " bytes, as its header says, got one of " + promised.getAsInt() + " announced");
        }
        return header;
    }

    private static String shown(byte[] start) {
        return new String(start, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
    }

    private static boolean isMagic(byte[] start) {
        return MurfiHeader.MAGIC.contains(new String(start, StandardCharsets.ISO_8859_1));
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
    }
}
