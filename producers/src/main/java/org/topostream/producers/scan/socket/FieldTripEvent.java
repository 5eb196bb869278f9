package org.topostream.producers.scan.socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

import org.topostream.producers.scan.BadScanException;

/// An event of a FieldTrip buffer, its type and value in the order of bytes of the client that put it.
///
/// @param order    of bytes
/// @param type     what kind it is
/// @param value    what came with it
/// @param sample   that it belongs to
/// @param offset   from that sample on
/// @param duration of it
record FieldTripEvent(ByteOrder order, Words type, Words value, int sample, int offset, int duration) {
    private static final int FIXED = 32;
    private static final int CHARACTERS = 0;

    /// Text or numbers.
    ///
    /// @param code  the protocol's number of their type
    /// @param bytes of all of them
    record Words(int code, byte[] bytes) {
        int width() {
            return FieldTripHeader.type(code).map(VoxelType::width).orElse(1);
        }

        private String text(ByteOrder order) {
            if (code == CHARACTERS) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
            StringJoiner numbers = new StringJoiner(" ");
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
            Optional<VoxelType> type = FieldTripHeader.type(code);
            for (int i = 0; type.isPresent() && i < bytes.length / width(); i++) {
                float number = type.get().value(buffer, i);
                numbers.add(number == Math.rint(number) && Math.abs(number) < Integer.MAX_VALUE
                        ? Integer.toString((int) number)
                        : Float.toString(number));
            }
            return numbers.toString();
        }
    }

    /// All events of a message.
    static List<FieldTripEvent> parse(ByteBuffer bytes) throws BadScanException {
        List<FieldTripEvent> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            if (bytes.remaining() < FIXED) {
                throw new BadScanException("expected an event of at least " + FIXED + " bytes, got "
                        + bytes.remaining());
            }
            int typeCode = bytes.getInt();
            int typeCount = bytes.getInt();
            int valueCode = bytes.getInt();
            int valueCount = bytes.getInt();
            int sample = bytes.getInt();
            int offset = bytes.getInt();
            int duration = bytes.getInt();
            int promised = bytes.getInt();
            long typeBytes = length(typeCode, typeCount);
            long valueBytes = length(valueCode, valueCount);
            if (promised != typeBytes + valueBytes || promised > bytes.remaining()) {
                throw new BadScanException("expected an event with " + typeBytes + " bytes of type and " + valueBytes
                        + " of value, got " + Integer.toUnsignedString(promised) + " announced and "
                        + bytes.remaining() + " there");
            }
            events.add(new FieldTripEvent(bytes.order(), words(bytes, typeCode, (int) typeBytes),
                    words(bytes, valueCode, (int) valueBytes), sample, offset, duration));
        }
        return events;
    }

    private static long length(int code, int count) throws BadScanException {
        Optional<VoxelType> type = FieldTripHeader.type(code);
        if (type.isEmpty()) {
            throw new BadScanException("expected an event's type and value of types 0 to 10, got " + code);
        }
        return Integer.toUnsignedLong(count) * type.get().width();
    }

    private static Words words(ByteBuffer bytes, int code, int length) {
        byte[] own = new byte[length];
        bytes.get(own);
        return new Words(code, own);
    }

    /// Bytes of the event for a client.
    int length() {
        return FIXED + type.bytes().length + value.bytes().length;
    }

    /// Puts it down for a client in the buffer's order of bytes.
    void write(ByteBuffer to) {
        to.putInt(type.code()).putInt(type.bytes().length / type.width()).putInt(value.code())
                .putInt(value.bytes().length / value.width()).putInt(sample).putInt(offset).putInt(duration)
                .putInt(length() - FIXED);
        for (Words words : List.of(type, value)) {
            to.put(to.order() == order ? words.bytes() : VoxelType.swapped(words.bytes(), words.width()));
        }
    }

    ScannerEvent event(String series) {
        return new ScannerEvent(series, type.text(order), value.text(order), sample, offset, duration);
    }
}
