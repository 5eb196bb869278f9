package org.topostream.producers.scan.socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.topostream.producers.scan.BadScanException;

/// What clients of a FieldTrip buffer put there and get from there. It stays when they leave. Volumes and events are
/// handed on when they are put; the latest are kept for those who ask.
final class FieldTripBuffer {
    private static final int KEPT_EVENTS = 1_000;
    private static final int DATA_START = 16;

    private final ReceiverSettings settings;
    private final Deliveries deliveries;
    private final SeriesNames names;
    private final SampleNumbers numbers = new SampleNumbers();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Deque<FieldTripEvent> events = new ArrayDeque<>();
    private Optional<FieldTripHeader> header = Optional.empty();
    private String series = "";
    private int sampleCount;
    private int eventCount;
    private boolean closed;

    /// A volume that can still be asked for.
    private record Sample(int number, byte[] bytes, ByteOrder order) {}

    FieldTripBuffer(ReceiverSettings settings, Deliveries deliveries, SeriesNames names) {
        this.settings = settings;
        this.deliveries = deliveries;
        this.names = names;
    }

    /// Nobody waits any longer.
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized void heardFrom(Object client) {
        numbers.heardFrom(client);
    }

    /// Begins a series.
    synchronized void putHeader(ByteBuffer bytes) throws BadScanException {
        FieldTripHeader put = FieldTripHeader.parse(bytes);
        if (put.sampleBytes() + DATA_START > settings.messageBytes()) {
            throw new BadScanException("expected volumes of at most " + (settings.messageBytes() - DATA_START)
                    + " bytes, got a header of volumes of " + put.sampleBytes());
        }
        flushHeader();
        header = Optional.of(put);
        series = names.next("fieldtrip");
    }

    /// @param bytes the definition of the data and the data
    /// @return whether all volumes have arrived
    synchronized boolean putSamples(ByteBuffer bytes, Object client) throws BadScanException {
        FieldTripHeader known = known();
        if (bytes.remaining() < DATA_START) {
            throw new BadScanException("expected samples with a definition of " + DATA_START + " bytes, got "
                    + bytes.remaining());
        }
        int channels = bytes.getInt();
        long count = Integer.toUnsignedLong(bytes.getInt());
        int code = bytes.getInt();
        int promised = bytes.getInt();
        if (channels != known.channels() || code != known.code()) {
            throw new BadScanException("expected samples of " + known.channels() + " channels and type "
                    + known.code() + ", as the header says, got " + Integer.toUnsignedString(channels)
                    + " channels and type " + code);
        }
        if (promised != bytes.remaining() || count < 1 || count * known.sampleBytes() != promised) {
            throw new BadScanException("expected samples of " + known.sampleBytes() + " bytes each, got " + count
                    + " in " + Integer.toUnsignedString(promised) + " bytes announced and " + bytes.remaining()
                    + " there");
        }
        byte[] data = new byte[bytes.remaining()];
        bytes.get(data);
        return take(known, data, (int) count, bytes.order(), client);
    }

    private boolean take(FieldTripHeader known, byte[] data, int count, ByteOrder order, Object client) {
        int first = numbers.came(data, count, client);
        int length = data.length / count;
        boolean arrived = true;
        for (int i = 0; i < count && arrived; i++) {
            byte[] sample = new byte[length];
            System.arraycopy(data, i * length, sample, 0, length);
            arrived = deliveries.deliver(known.volume(series, first + i, sample, order));
            if (arrived) {
                keep(new Sample(first + i, sample, order));
            }
        }
        if (arrived) {
            numbers.taken();
        }
        return arrived;
    }

    private void keep(Sample sample) {
        samples.removeIf(kept -> kept.number() >= sample.number());
        samples.add(sample);
        sampleCount = Math.max(sampleCount, sample.number() + 1);
        while ((long) samples.size() * sample.bytes().length > settings.messageBytes() - DATA_START) {
            samples.remove();
        }
        notifyAll();
    }

    /// A put of samples ended before its end.
    /// @param received what there is of it
    synchronized void putBroke(byte[] received, ByteOrder order, Object client, String reason) {
        if (header.isEmpty()) {
            deliveries.refuse("FieldTrip: samples broke off before a header came: " + reason);
            return;
        }
        int count = 1;
        byte[] data = new byte[0];
        if (received.length >= DATA_START) {
            long said = Integer.toUnsignedLong(ByteBuffer.wrap(received).order(order).getInt(Integer.BYTES));
            count = (int) Math.max(1, Math.min(said, settings.messageBytes() / header.get().sampleBytes()));
            data = ByteBuffer.allocate(received.length - DATA_START)
                    .put(received, DATA_START, received.length - DATA_START).array();
        }
        OptionalInt first = numbers.brokeOff(data, count, client);
        if (first.isPresent()) {
            deliveries.lost(series, first.getAsInt(), first.getAsInt() + count - 1, reason);
        }
    }

    /// @return whether all events have arrived
    synchronized boolean putEvents(ByteBuffer bytes) throws BadScanException {
        known();
        boolean arrived = true;
        for (FieldTripEvent event : FieldTripEvent.parse(bytes)) {
            arrived &= deliveries.event(event.event(series));
            events.add(event);
            eventCount++;
            if (events.size() > KEPT_EVENTS) {
                events.remove();
            }
        }
        notifyAll();
        return arrived;
    }

    synchronized ByteBuffer header(ByteOrder order) throws BadScanException {
        return known().bytes(order, sampleCount, eventCount);
    }

    /// @param selection the first and the last that are asked for; empty for all there are
    synchronized ByteBuffer samples(ByteBuffer selection, ByteOrder order) throws BadScanException {
        FieldTripHeader known = known();
        int oldest = samples.isEmpty() ? 0 : samples.getFirst().number();
        Range range = Range.of(selection, oldest, sampleCount, "samples");
        List<Sample> chosen = samples.stream()
                .filter(sample -> sample.number() >= range.first() && sample.number() <= range.last()).toList();
        if (chosen.isEmpty() || selection.limit() > 0 && chosen.size() != range.last() - range.first() + 1) {
            throw new BadScanException("expected samples that are still here, got a request for " + range.first()
                    + " to " + range.last() + ", of which " + chosen.size() + " are");
        }
        int length = chosen.stream().mapToInt(sample -> sample.bytes().length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(DATA_START + length).order(order).putInt(known.channels())
                .putInt(chosen.size()).putInt(known.code()).putInt(length);
        for (Sample sample : chosen) {
            bytes.put(sample.order() == order
                    ? sample.bytes()
                    : VoxelType.swapped(sample.bytes(), known.voxelType().width()));
        }
        return bytes.flip();
    }

    /// @param selection the first and the last that are asked for; empty for all there are
    synchronized ByteBuffer events(ByteBuffer selection, ByteOrder order) throws BadScanException {
        known();
        int oldest = eventCount - events.size();
        Range range = Range.of(selection, oldest, eventCount, "events");
        int length = 0;
        Iterator<FieldTripEvent> each = events.iterator();
        List<FieldTripEvent> chosen = new ArrayList<>();
        for (int number = oldest; each.hasNext(); number++) {
            FieldTripEvent event = each.next();
            if (number >= range.first() && number <= range.last()) {
                chosen.add(event);
                length += event.length();
            }
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(order);
        chosen.forEach(event -> event.write(bytes));
        return bytes.flip();
    }

    /// Waits until there are more samples or more events than these, or time is up.
    /// @return how many there are then
    synchronized ByteBuffer await(long moreSamples, long moreEvents, Duration time, ByteOrder order)
            throws BadScanException, InterruptedException {
        known();
        long end = System.nanoTime() + time.toNanos();
        long left = time.toMillis();
        while (sampleCount <= moreSamples && eventCount <= moreEvents && left > 0 && !closed) {
            wait(left);
            left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        }
        return ByteBuffer.allocate(2 * Integer.BYTES).order(order).putInt(sampleCount).putInt(eventCount).flip();
    }

    synchronized void flushHeader() {
        header = Optional.empty();
        clearSamples();
        flushEvents();
    }

    /// The volumes that come next count from 0, so they are another series.
    synchronized void flushSamples() throws BadScanException {
        known();
        clearSamples();
        series = names.next("fieldtrip");
    }

    private void clearSamples() {
        samples.clear();
        sampleCount = 0;
        numbers.restart();
    }

    synchronized void flushEvents() {
        events.clear();
        eventCount = 0;
    }

    private FieldTripHeader known() throws BadScanException {
        return header.orElseThrow(() -> new BadScanException("expected a header first, got none so far"));
    }

    /// From the first to the last that a client asks for.
    private record Range(long first, long last) {
        static Range of(ByteBuffer selection, int oldest, int count, String what) throws BadScanException {
            if (!selection.hasRemaining()) {
                return new Range(oldest, count - 1L);
            }
            if (selection.remaining() != 2 * Integer.BYTES) {
                throw new BadScanException("expected the first and the last of " + what + " in 8 bytes, got "
                        + selection.remaining() + " bytes");
            }
            Range range = new Range(Integer.toUnsignedLong(selection.getInt()),
                    Integer.toUnsignedLong(selection.getInt()));
            if (range.first < oldest || range.last < range.first || range.last >= count) {
                throw new BadScanException("expected " + what + " from " + oldest + " to " + (count - 1) + ", got "
                        + range.first + " to " + range.last);
            }
            return range;
        }
    }
}
