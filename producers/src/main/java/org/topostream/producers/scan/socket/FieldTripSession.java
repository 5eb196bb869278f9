package org.topostream.producers.scan.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

import org.topostream.producers.scan.BadScanException;

/// One client of a FieldTrip buffer: its requests, each answered before the next is read. A request that cannot be
/// done is answered with an error and reported; one whose end cannot be told ends the connection.
final class FieldTripSession {
    /// Clients that would wait for longer ask again.
    private static final long LONGEST_WAIT_MILLIS = 60_000;
    private static final int WAIT_BYTES = 12;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Wire wire;
    private final ReceiverSettings settings;
    private final Deliveries deliveries;
    private final FieldTripBuffer buffer;
    private boolean putsSamples;

    FieldTripSession(Wire wire, ReceiverSettings settings, Deliveries deliveries, FieldTripBuffer buffer) {
        this.wire = wire;
        this.settings = settings;
        this.deliveries = deliveries;
        this.buffer = buffer;
    }

    /// Returns once the client has left.
    void serve() throws IOException {
        while (wire.await()) {
            FieldTripMessage message = start();
            buffer.heardFrom(this);
            putsSamples |= message.request() == FieldTripMessage.PUT_DAT;
            byte[] body;
            try {
                body = wire.read(message.size(), "command 0x" + Integer.toHexString(message.command()));
            } catch (BrokenMessageException e) {
                if (message.request() != FieldTripMessage.PUT_DAT) {
                    throw e;
                }
                buffer.putBroke(e.received(), message.order(), this, e.getMessage());
                return;
            }
            byte[] answer = answer(message, ByteBuffer.wrap(body).order(message.order()));
            if (message.isAnswered()) {
                wire.write(answer);
            }
        }
    }

    /// What a client that puts samples breaks off is taken for a sample, even where there is too little to tell.
    private FieldTripMessage start() throws IOException {
        byte[] start;
        try {
            start = wire.read(FieldTripMessage.BYTES, "a message's start");
        } catch (BrokenMessageException e) {
            if (putsSamples) {
                buffer.putBroke(new byte[0], ByteOrder.LITTLE_ENDIAN, this, e.getMessage());
            }
            throw e;
        }
        return FieldTripMessage.parse(start, settings.headerBytes(), settings.messageBytes());
    }

    private byte[] answer(FieldTripMessage message, ByteBuffer body) {
        try {
            Optional<ByteBuffer> result = result(message, body);
            return result.isPresent() ? message.done(result.get().duplicate()) : message.failed();
        } catch (BadScanException e) {
            if (message.request() < FieldTripMessage.GET_HDR) {
                deliveries.refuse("FieldTrip: " + e.getMessage()); // readers may well ask too early
            }
            return message.failed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return message.failed();
        }
    }

    /// @return empty where something put has not arrived
    private Optional<ByteBuffer> result(FieldTripMessage message, ByteBuffer body)
            throws BadScanException, InterruptedException {
        switch (message.request()) {
            case FieldTripMessage.PUT_HDR -> buffer.putHeader(body);
            case FieldTripMessage.PUT_DAT -> {
                return buffer.putSamples(body, this) ? Optional.of(NOTHING) : Optional.empty();
            }
            case FieldTripMessage.PUT_EVT -> {
                return buffer.putEvents(body) ? Optional.of(NOTHING) : Optional.empty();
            }
            case FieldTripMessage.GET_HDR -> {
                return Optional.of(buffer.header(message.order()));
            }
            case FieldTripMessage.GET_DAT -> {
                return Optional.of(buffer.samples(body, message.order()));
            }
            case FieldTripMessage.GET_EVT -> {
                return Optional.of(buffer.events(body, message.order()));
            }
            case FieldTripMessage.FLUSH_HDR -> buffer.flushHeader();
            case FieldTripMessage.FLUSH_DAT -> buffer.flushSamples();
            case FieldTripMessage.FLUSH_EVT -> buffer.flushEvents();
            case FieldTripMessage.WAIT_DAT -> {
                return Optional.of(await(message, body));
            }
            default -> {
                deliveries.refuse("FieldTrip: expected a command to put, get, flush or wait, got 0x"
                        + Integer.toHexString(message.command()));
                return Optional.empty();
            }
        }
        return Optional.of(NOTHING);
    }

    private ByteBuffer await(FieldTripMessage message, ByteBuffer body) throws BadScanException, InterruptedException {
        if (body.remaining() != WAIT_BYTES) {
            throw new BadScanException("expected samples, events and milliseconds to wait for in " + WAIT_BYTES
                    + " bytes, got " + body.remaining());
        }
        long samples = Integer.toUnsignedLong(body.getInt());
        long events = Integer.toUnsignedLong(body.getInt());
        long millis = Math.min(LONGEST_WAIT_MILLIS, Integer.toUnsignedLong(body.getInt()));
        return buffer.await(samples, events, Duration.ofMillis(millis), message.order());
    }
}
