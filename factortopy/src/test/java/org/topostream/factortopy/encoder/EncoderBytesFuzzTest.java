package org.topostream.factortopy.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.schemas.Cases;
import org.topostream.schemas.Mutations;

/// Damaged encoders are refused or can be worked with; nothing else is thrown.
@Timeout(120)
class EncoderBytesFuzzTest {
    private static final EncoderShape SHAPE = new EncoderShape(3, List.of("one"), new int[]{2}, 2);
    private static final byte[] GOOD = new Encoder(SHAPE, Coordinates.of(new float[]{0, 0, 0, 1, 2, 3, 4, 0, 1}),
            Parameters.initial(SHAPE, 3), Normaliser.identity(3)).toBytes();
    private static final byte[] OPTIMISER = new OptimiserState(7, Map.of("weight", FloatTensor.zeros(3, 2)),
            Map.of("weight", FloatTensor.zeros(3, 2))).toBytes();

    private static int headerEnd(byte[] archive) {
        return 12 + ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN).getInt(8);
    }

    private static byte[] summed(byte[] damaged) {
        byte[] summed = damaged.clone();
        CRC32C sum = new CRC32C();
        sum.update(summed, 0, summed.length - 4);
        ByteBuffer.wrap(summed).order(ByteOrder.LITTLE_ENDIAN).putInt(summed.length - 4, (int) sum.getValue());
        return summed;
    }

    /// Damages the description, and sums up; so that what it says has to be looked at.
    private static byte[] misdescribed(byte[] good, Random random) {
        int end = headerEnd(good);
        byte[] json = Mutations.of(Arrays.copyOfRange(good, 12, end), random);
        return summed(ByteBuffer.allocate(12 + json.length + good.length - end).order(ByteOrder.LITTLE_ENDIAN)
                .put(good, 0, 8).putInt(json.length).put(json).put(good, end, good.length - end).array());
    }

    @Test
    void refusesDamagedBytes() {
        Cases.run(500, (random, number) -> {
            byte[] damaged = Mutations.of(GOOD, random);

            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                    () -> Encoder.fromBytes(damaged));

            assertTrue(refused.getMessage().startsWith("not a topostream-encoder: "), refused.getMessage());
        });
    }

    @Test
    void refusesOrWorksWithAnotherDescription() {
        int[] refused = new int[1];

        Cases.run(1_000, (random, number) -> {
            byte[] damaged = misdescribed(GOOD, random);
            try {
                workWith(Encoder.fromBytes(damaged));
            } catch (IllegalArgumentException e) {
                refused[0]++;
                assertTrue(e.getMessage() != null && e.getMessage().length() > 20, String.valueOf(e.getMessage()));
            }
        });

        assertTrue(refused[0] > 0, "nothing was refused");
    }

    @Test
    void refusesOrWorksWithOtherNumbers() {
        float[] numbers = {Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, 0,
                -1e30f, 1e20f};

        Cases.run(500, (random, number) -> {
            byte[] damaged = GOOD.clone();
            int end = headerEnd(damaged);
            float value = numbers[random.nextInt(numbers.length)];
            int at = end + 4 * random.nextInt((damaged.length - 4 - end) / 4);
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putFloat(at, value);
            if (Float.isFinite(value)) {
                try {
                    workWith(Encoder.fromBytes(summed(damaged)));
                } catch (IllegalArgumentException e) {
                    assertTrue(e.getMessage().contains("expected"), e.getMessage());
                }
            } else {
                IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                        () -> Encoder.fromBytes(summed(damaged)));
                assertTrue(refused.getMessage().contains("expected"), refused.getMessage());
            }
        });
    }

    /// A value that is not finite may come of it, a failure may not.
    private static void workWith(Encoder encoder) {
        List<LayerFeatures> layers = new java.util.ArrayList<>();
        for (int layer = 0; layer < encoder.shape().layers(); layer++) {
            int channels = encoder.shape().widths()[layer];
            layers.add(new LayerFeatures(encoder.shape().layerNames().get(layer), channels, new float[64 * channels],
                    new float[channels]));
        }
        try (Predictor predictor = Predictor.compile(encoder)) {
            assertEquals(encoder.shape().voxels(), predictor.predict(new Features(layers)).length);
        }
        assertEquals(encoder.shape().voxels(), encoder.selectors().scale().length);
    }

    @Test
    void refusesADamagedOptimiser() {
        Cases.run(500, (random, number) -> {
            byte[] damaged = number % 2 == 0 ? misdescribed(OPTIMISER, random) : Mutations.of(OPTIMISER, random);
            try {
                assertTrue(OptimiserState.fromBytes(damaged).step() >= 0);
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().length() > 20, e.getMessage());
            }
        });
    }
}
