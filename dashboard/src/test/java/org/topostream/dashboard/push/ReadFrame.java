package org.topostream.dashboard.push;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// A frame as the protocol's text says that it is read; shares nothing with what writes frames.
public record ReadFrame(JsonNode head, byte[] payload) {
    private static final int NO_VALUE = 65_535;

    public static ReadFrame of(ByteBuffer frame) {
        ByteBuffer bytes = frame.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        byte[] head = new byte[bytes.getInt()];
        bytes.get(head);
        byte[] payload = new byte[bytes.remaining()];
        bytes.get(payload);
        try {
            return new ReadFrame(new ObjectMapper().readTree(new String(head, StandardCharsets.UTF_8)), payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String type() {
        return head.get("type").asText();
    }

    public long seq() {
        return head.get("seq").asLong();
    }

    /// `[N, K]` unsigned steps of a map, of a delta upon what is given.
    int[] steps(int[] base) {
        if (head.get("form").asText().equals("full")) {
            return unsigned(0, head.get("n").asInt() * head.get("k").asInt());
        }
        int[] steps = base.clone();
        int count = head.get("count").asInt();
        int[] changed = unsigned(4 * count, count);
        ByteBuffer places = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            steps[places.getInt(4 * i)] = changed[i];
        }
        return steps;
    }

    /// The steps of one of a trial's patterns.
    int[] pattern(int index) {
        int n = head.get("n").asInt();
        return unsigned(2 * n * index, n);
    }

    /// What steps stand for on the head's scale.
    double[] values(int[] steps) {
        double low = head.get("minimum").asDouble();
        double high = head.get("maximum").asDouble();
        double[] values = new double[steps.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = steps[i] == NO_VALUE ? Double.NaN : low + (high - low) * steps[i] / 65_534;
        }
        return values;
    }

    private int[] unsigned(int offset, int count) {
        ByteBuffer bytes = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = bytes.getShort(offset + 2 * i) & 0xFFFF;
        }
        return numbers;
    }
}
