package org.topostream.producers.scan.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

import org.topostream.producers.scan.BadScanException;

/// Takes what Pyneal's scanner side sends to Pyneal: over a ZeroMQ socket of type PAIR that listens here, first a
/// greeting, which is sent back, then for each volume a [JSON header][PynealHeader] and the array, answered with a text
/// once it has arrived (`scanReceiver.py` of Pyneal).
///
/// Volumes have the sender's numbers. The protocol has no names: a volume 0 that follows a greeting begins a series;
/// whatever else comes belongs to the one before, so a sender may vanish and come back. ZeroMQ shows a message whole or
/// not at all: a volume that was cut off is a [Gap] when the next one comes. It serves one sender at a time, and drops
/// one, without a word here, whose message is larger than `messageBytes`. A sender waits for its answer before it sends
/// more, so even what is refused is answered, with the reason.
public final class PynealReceiver implements VolumeReceiver {
    /// Where Pyneal listens for its scanner side.
    public static final int PORT = 5555;
    private static final Logger LOG = LoggerFactory.getLogger(PynealReceiver.class);
    private static final String NAME = "Pyneal";
    private static final int LOOK_EVERY_MILLIS = 100;
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    private static final int PARTS = 2;
    /// Messages: a sender waits for its answers.
    private static final int QUEUED = 4;
    /// What UTF-8 that is none is read as.
    private static final char UNREADABLE = '\uFFFD';

    private final ReceiverSettings settings;
    private final Deliveries deliveries;
    private final SeriesNames names;
    private final ZContext context = new ZContext();
    private final ZMQ.Socket socket;
    private final InetSocketAddress address;
    private final Thread thread;
    private volatile boolean closed;
    private boolean greeted = true;
    private Optional<String> series = Optional.empty();
    /// A header that came without its array, which is then the next message.
    private Optional<byte[]> apart = Optional.empty();

    private PynealReceiver(ReceiverSettings settings, VolumeListener listener) throws IOException {
        this.settings = settings;
        deliveries = new Deliveries(listener);
        names = new SeriesNames(settings.usedSeries());
        try {
            socket = context.createSocket(SocketType.PAIR);
            socket.setMaxMsgSize(settings.messageBytes());
            socket.setRcvHWM(QUEUED);
            socket.setReceiveTimeOut(LOOK_EVERY_MILLIS);
            socket.setSendTimeOut(LOOK_EVERY_MILLIS);
            socket.setLinger(LOOK_EVERY_MILLIS);
            socket.setTCPKeepAlive(1);
            socket.bind("tcp://" + settings.host() + ":" + settings.port());
            address = new InetSocketAddress(settings.host(), URI.create(socket.getLastEndpoint()).getPort());
        } catch (ZMQException e) {
            context.close();
            throw new IOException(NAME + ": cannot listen at " + settings.host() + ":" + settings.port() + ": "
                    + e.getMessage(), e);
        }
        thread = Thread.ofPlatform().name("scan-" + NAME).daemon().unstarted(this::run);
    }

    /// @param settings the port is usually [#PORT]
    /// @throws IOException where nobody can listen there
    public static PynealReceiver open(ReceiverSettings settings, VolumeListener listener) throws IOException {
        PynealReceiver opened = new PynealReceiver(settings, listener);
        opened.thread.start();
        return opened;
    }

    /// Only this thread touches the socket, which is not made for more.
    private void run() {
        try (context) {
            while (!closed) {
                Optional<byte[]> first = Optional.ofNullable(socket.recv());
                if (first.isPresent()) {
                    take(message(first.get())).ifPresent(this::answer);
                }
            }
        } catch (ZMQException e) {
            LOG.error("event=receiver-failed receiver={} reason={}", NAME, e.toString());
            deliveries.refuse(NAME + ": the socket broke: " + e.getMessage());
        }
    }

    /// All parts of a message: they arrive together.
    private List<byte[]> message(byte[] first) {
        List<byte[]> parts = new ArrayList<>(List.of(first));
        while (socket.hasReceiveMore() && !closed) {
            Optional<byte[]> part = Optional.ofNullable(socket.recv());
            if (parts.size() <= PARTS && part.isPresent()) {
                parts.add(part.get()); // of more than three, three tell enough
            }
        }
        return parts;
    }

    private void answer(String answer) {
        if (!socket.send(answer.getBytes(StandardCharsets.UTF_8))) {
            LOG.warn("event=answer-lost receiver={} answer={}", NAME, answer);
        }
    }

    /// @return what the sender is told; nothing where the rest of what it says is to come
    private Optional<String> take(List<byte[]> parts) {
        try {
            return understand(parts);
        } catch (RuntimeException e) {
            LOG.error("event=message-failed receiver={}", NAME, e);
            return Optional.of("Refused: " + e);
        }
    }

    private Optional<String> understand(List<byte[]> parts) {
        Optional<byte[]> header = apart;
        apart = Optional.empty();
        byte[] first = parts.getFirst();
        try {
            if (parts.size() > 1) {
                return Optional.of(takeVolume(parts));
            }
            if (header.isPresent()) {
                return Optional.of(takeVolume(List.of(header.get(), first)));
            }
            if (first.length > 0 && first[0] == '{') {
                apart = Optional.of(first);
                return Optional.empty();
            }
            return Optional.of(greeting(first));
        } catch (BadScanException e) {
            deliveries.refuse(NAME + ": " + e.getMessage());
            return Optional.of("Refused: " + e.getMessage());
        }
    }

    private String greeting(byte[] bytes) throws BadScanException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (bytes.length > settings.headerBytes() || text.chars().anyMatch(each -> each < ' ' || each == UNREADABLE)) {
            throw new BadScanException("expected a greeting, a text of at most " + settings.headerBytes()
                    + " bytes, or a header before an array, got " + bytes.length + " bytes");
        }
        greeted = true;
        return text;
    }

    private String takeVolume(List<byte[]> parts) throws BadScanException {
        if (parts.size() != PARTS || parts.getFirst().length > settings.headerBytes()) {
            throw new BadScanException("expected a header of at most " + settings.headerBytes()
                    + " bytes and an array, got " + parts.size() + " parts, the first of " + parts.getFirst().length
                    + " bytes");
        }
        PynealHeader header = PynealHeader.parse(parts.getFirst(), settings.messageBytes());
        if (series.isEmpty() || greeted && header.number() == 0) {
            series = Optional.of(names.next("pyneal"));
        }
        greeted = false;
        if (parts.getLast().length != header.volumeBytes()) {
            String reason = "expected " + header.volumeBytes() + " bytes of volume " + header.number()
                    + ", as its header says, got " + parts.getLast().length;
            deliveries.lost(series.get(), header.number(), header.number(), reason);
            throw new BadScanException(reason);
        }
        boolean arrived = deliveries.deliver(header.volume(series.get(), parts.getLast()));
        return (arrived ? "Received vol " : "Not received vol ") + header.number();
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
