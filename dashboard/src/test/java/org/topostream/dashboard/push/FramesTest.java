package org.topostream.dashboard.push;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.topostream.dashboard.live.Trial;
import org.topostream.dashboard.live.VoxelMap;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.CorticalMap;

class FramesTest {
    private static final int[] NOTHING = {};

    private final SharedFrames frames = new SharedFrames();

    private static VoxelMap map(long seq, double minimum, double maximum, int columns, float... values) {
        CorticalMap description = CorticalMap.newBuilder().setSubject("anna").setBackbone("clip").setKind("layer")
                .setValues(Tensors.float32(new float[0], 0)).setEncoderVersion(12).setUnits("z").setMinimum(minimum)
                .setMaximum(maximum).setColours("viridis").setUpdatedAt(Instant.EPOCH).build();
        return new VoxelMap(seq, description, values.length / columns, columns, values);
    }

    private ReadFrame full(VoxelMap map) {
        return ReadFrame.of(frames.map(map, Optional.empty()));
    }

    private ReadFrame upon(VoxelMap base, VoxelMap map) {
        return ReadFrame.of(frames.map(map, Optional.of(frames.held(base))));
    }

    private static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(10) == 0 ? Float.NaN : 4 * random.nextFloat() - 2;
        }
        return values;
    }

    private static void assertClose(float[] expected, double[] actual, double step) {
        for (int i = 0; i < expected.length; i++) {
            if (Float.isNaN(expected[i])) {
                assertTrue(Double.isNaN(actual[i]), "place " + i);
            } else {
                assertEquals(expected[i], actual[i], step / 2 + 1e-9, "place " + i);
            }
        }
    }

    @Test
    void aFullFrameBringsBackEveryValueWithinHalfAStep() {
        float[] values = random(3_000, 1);

        ReadFrame frame = full(map(17, -2, 2, 3, values));

        assertEquals("full", frame.head().get("form").asText());
        assertEquals(1_000, frame.head().get("n").asInt());
        assertEquals(3, frame.head().get("k").asInt());
        assertEquals("clip/layer", frame.head().get("key").asText());
        assertEquals(12, frame.head().get("encoderVersion").asInt());
        assertClose(values, frame.values(frame.steps(NOTHING)), 4.0 / 65_534);
    }

    @Test
    void theEndsOfTheScaleAreExactAndNothingLiesBeyondThem() {
        float[] values = {-1, 1, -7, 7, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0};

        ReadFrame frame = full(map(1, -1, 1, 1, values));

        assertArrayEquals(new int[]{0, 65_534, 0, 65_534, 65_535, 65_535, 65_535, 32_767}, frame.steps(NOTHING));
    }

    @Test
    void aScaleWithoutExtentStandsForItsOnlyValue() {
        ReadFrame frame = full(map(1, 3, 3, 1, 3, 3, Float.NaN, 5));

        assertArrayEquals(new double[]{3, 3, Double.NaN, 3}, frame.values(frame.steps(NOTHING)));
    }

    @Test
    void aDeltaUponItsBaseIsTheNewMap() {
        float[] before = random(1_000, 2);
        float[] after = before.clone();
        after[0] = 1.5f;
        after[500] = Float.NaN;
        after[999] = -2;
        VoxelMap base = map(17, -2, 2, 1, before);
        VoxelMap next = map(18, -2, 2, 1, after);

        ReadFrame delta = upon(base, next);

        assertEquals("delta", delta.head().get("form").asText());
        assertEquals(17, delta.head().get("base").asLong());
        assertEquals(3, delta.head().get("count").asInt());
        assertEquals(18, delta.payload().length);
        assertArrayEquals(full(next).steps(NOTHING), delta.steps(full(base).steps(NOTHING)));
    }

    @Test
    void whatHasNotChangedIsAnEmptyDelta() {
        float[] values = random(1_000, 3);

        ReadFrame delta = upon(map(17, -2, 2, 1, values), map(18, -2, 2, 1, values));

        assertEquals(0, delta.head().get("count").asInt());
        assertEquals(0, delta.payload().length);
    }

    @Test
    void aThirdOfTheValuesIsWhereADeltaIsNoShorter() {
        float[] before = new float[300];
        float[] fewer = before.clone();
        Arrays.fill(fewer, 0, 99, 1f);
        float[] third = before.clone();
        Arrays.fill(third, 0, 100, 1f);
        VoxelMap base = map(17, 0, 1, 1, before);

        assertEquals("delta", upon(base, map(18, 0, 1, 1, fewer)).head().get("form").asText());
        assertEquals("full", upon(base, map(19, 0, 1, 1, third)).head().get("form").asText());
    }

    @Test
    void anotherScaleOrSizeNeedsAFullFrame() {
        float[] values = random(1_000, 4);
        VoxelMap base = map(17, -2, 2, 1, values);

        assertEquals("full", upon(base, map(18, -2, 3, 1, values)).head().get("form").asText());
        assertEquals("full", upon(base, map(19, -2, 2, 1, random(999, 4))).head().get("form").asText());
    }

    @Test
    void theNumbersBeginWhereATypedArrayMayBegin() {
        for (int seq = 1; seq < 100_000; seq *= 10) {
            ByteBuffer frame = frames.map(map(seq, 0, 1, 1, 0, 1), Optional.empty());

            assertEquals(0, frame.order(ByteOrder.LITTLE_ENDIAN).getInt(0) % 4);
        }
    }

    @Test
    void patternsOfATrialShareOneScale() {
        Trial trial = new Trial(5, "s1", "t1", "clip", OptionalLong.of(3), Optional.of(new float[]{-1, 0, 1}),
                Optional.of(new float[]{3, 2, 1}), -1);

        ReadFrame frame = ReadFrame.of(frames.trial(trial));

        assertEquals("both", frame.head().get("has").asText());
        assertEquals(-1, frame.head().get("minimum").asDouble());
        assertEquals(3, frame.head().get("maximum").asDouble());
        assertArrayEquals(new double[]{-1, 0, 1}, frame.values(frame.pattern(0)), 1e-4);
        assertArrayEquals(new double[]{3, 2, 1}, frame.values(frame.pattern(1)), 1e-4);
    }

    @Test
    void aTrialWithOnePatternSaysWhich() {
        Trial trial = new Trial(5, "s1", "t1", "", OptionalLong.empty(), Optional.empty(),
                Optional.of(new float[]{3, 2, 1}), Double.NaN);

        ReadFrame frame = ReadFrame.of(frames.trial(trial));

        assertEquals("response", frame.head().get("has").asText());
        assertTrue(frame.head().get("r").isNull());
        assertTrue(frame.head().get("encoderVersion").isNull());
        assertEquals(6, frame.payload().length);
    }
}
