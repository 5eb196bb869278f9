package org.topostream.dashboard.push;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.dashboard.json.Json;
import org.topostream.dashboard.json.MapJson;
import org.topostream.dashboard.json.ScoreJson;
import org.topostream.dashboard.json.TrialJson;
import org.topostream.dashboard.live.ScoreUpdate;
import org.topostream.dashboard.live.Trial;
import org.topostream.dashboard.live.VoxelMap;

/// Writes the binary frames of `/live` (`docs/live-page.md`).
final class Frames {
    private static final int CHANGE_BYTES = Integer.BYTES + Short.BYTES;
    private static final int ALIGNMENT = 4;

    private Frames() {}

    /// The first frame of a connection.
    static ByteBuffer hello(String server) {
        return bare(head("hello", 0).put("server", server));
    }

    static ByteBuffer health(long seq, ObjectNode health) {
        return bare(head("health", seq).setAll(health));
    }

    static ByteBuffer score(ScoreUpdate score) {
        return bare(head("score", score.seq()).setAll(ScoreJson.of(score)));
    }

    /// @param base what the page holds of the same key; the frame tells what has changed since where that is shorter
    static ByteBuffer map(VoxelMap map, Quantised values, Optional<Held> base) {
        Optional<Held> shorter = base.filter(held -> values.isComparable(held.values())
                && (long) CHANGE_BYTES * values.changes(held.values()) < (long) Short.BYTES * values.steps().length);
        ObjectNode head = head("map", map.seq()).put("key", map.key());
        return shorter.map(held -> delta(head, map, values, held)).orElseGet(() -> full(head, map, values));
    }

    private static ByteBuffer full(ObjectNode head, VoxelMap map, Quantised values) {
        head.put("form", "full");
        return frame(describe(head, map), Short.BYTES * values.steps().length, payload -> put(payload, values.steps()));
    }

    private static ByteBuffer delta(ObjectNode head, VoxelMap map, Quantised values, Held base) {
        int count = values.changes(base.values());
        int[] places = new int[count];
        short[] steps = new short[count];
        int next = 0;
        for (int place = 0; place < values.steps().length; place++) {
            if (values.steps()[place] != base.values().steps()[place]) {
                places[next] = place;
                steps[next] = values.steps()[place];
                next++;
            }
        }
        head.put("form", "delta").put("base", base.seq()).put("count", count);
        return frame(describe(head, map), CHANGE_BYTES * count, payload -> {
            payload.asIntBuffer().put(places);
            put(payload.position(payload.position() + Integer.BYTES * count), steps);
        });
    }

    private static ObjectNode describe(ObjectNode head, VoxelMap map) {
        return head.put("n", map.voxels()).put("k", map.columns()).setAll(MapJson.description(map));
    }

    /// Both patterns on one scale, from the lowest value of either to the highest.
    static ByteBuffer trial(Trial trial) {
        float[][] patterns = Stream.of(trial.predicted(), trial.measured()).flatMap(Optional::stream)
                .toArray(float[][]::new);
        double minimum = Double.POSITIVE_INFINITY;
        double maximum = Double.NEGATIVE_INFINITY;
        for (float[] pattern : patterns) {
            for (float value : pattern) {
                minimum = Math.min(minimum, value);
                maximum = Math.max(maximum, value);
            }
        }
        double low = minimum;
        double high = maximum;
        ObjectNode head = head("trial", trial.seq()).setAll(TrialJson.of(trial));
        head.put("n", patterns[0].length).put("minimum", low).put("maximum", high);
        return frame(head, Short.BYTES * patterns.length * patterns[0].length, payload -> Arrays.stream(patterns)
                .forEach(pattern -> put(payload, Quantised.of(pattern, low, high).steps())));
    }

    private static ObjectNode head(String type, long seq) {
        return Json.object().put("type", type).put("seq", seq);
    }

    private static void put(ByteBuffer payload, short[] steps) {
        payload.asShortBuffer().put(steps);
        payload.position(payload.position() + Short.BYTES * steps.length);
    }

    private static ByteBuffer bare(ObjectNode head) {
        return frame(head, 0, payload -> {});
    }

    /// The head ends with spaces, so that the payload's numbers lie where a typed array of them may begin.
    private static ByteBuffer frame(ObjectNode head, int payloadBytes, Consumer<ByteBuffer> payload) {
        byte[] json = Json.bytes(head);
        int length = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] padded = Arrays.copyOf(json, length);
        Arrays.fill(padded, json.length, length, (byte) ' ');
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + length + payloadBytes).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(length).put(padded);
        payload.accept(frame);
        return frame.flip();
    }
}
