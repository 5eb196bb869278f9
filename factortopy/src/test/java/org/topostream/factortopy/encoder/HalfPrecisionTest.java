package org.topostream.factortopy.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.verify.PlainPrediction;
import org.topostream.factortopy.verify.RandomProblem;

/// Encoders stored as float16 against themselves as they were.
class HalfPrecisionTest {
    private static final double MOST_ERROR = 1e-3;

    private static Encoder encoder(DrawnCase drawn) {
        float[] mean = new float[drawn.shape().voxels()];
        float[] spread = new float[mean.length];
        Arrays.fill(mean, 123_456.78f);
        Arrays.fill(spread, 1e-7f);
        return new Encoder(drawn.shape(), drawn.coordinates(), drawn.parameters(), new Normaliser(mean, spread));
    }

    private static Encoder small() {
        return encoder(DrawnCase.draw(4, 20, new int[]{6, 3}, 5, 1, 1));
    }

    private static Encoder throughHalves(Encoder encoder) {
        return Encoder.fromBytes(encoder.toBytes(Precision.HALF));
    }

    private static FloatTensor parameter(Encoder encoder, String name) {
        return encoder.parameters().tensors().get(name);
    }

    /// Voxels, layers and widths of a ViT-B on a visual cortex, and of the bundled network on few voxels.
    @ParameterizedTest
    @CsvSource({"8000, 12, 768, 128", "500, 5, 80, 128"})
    void isHalfTheSize(int voxels, int layers, int width, int bottleneck) {
        Encoder encoder = RandomProblem.draw(voxels, layers, width, bottleneck, 1, 1).encoder();

        double share = (double) encoder.toBytes(Precision.HALF).length / encoder.toBytes().length;

        assertTrue(share <= 0.55, "half precision takes " + share);
    }

    /// From the start of training (0) to voxels that choose one layer and lie on the edge of the grid (10).
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "3, 2", "4, 2", "5, 5", "6, 10"})
    void predictsTheSameToAThousandth(long seed, double selection) {
        DrawnCase drawn = DrawnCase.draw(seed, 400, new int[]{64, 96, 128}, 64, 3, selection);
        Encoder encoder = new Encoder(drawn.shape(), drawn.coordinates(), drawn.parameters(),
                Normaliser.identity(400));
        double[][] expected = PlainPrediction.of(encoder, drawn.features());

        List<float[]> predicted;
        try (Predictor predictor = Predictor.compile(throughHalves(encoder), "cpu")) {
            predicted = predictor.predict(drawn.features());
        }

        double largest = 0;
        double worst = 0;
        for (int b = 0; b < expected.length; b++) {
            for (int n = 0; n < expected[b].length; n++) {
                largest = Math.max(largest, Math.abs(expected[b][n]));
                worst = Math.max(worst, Math.abs(expected[b][n] - predicted.get(b)[n]));
            }
        }
        assertTrue(worst <= MOST_ERROR * largest, "off by " + worst / largest + " of the largest prediction");
    }

    @Test
    void placesAndUnitsAreKeptToTheBit() {
        Encoder encoder = small();

        Encoder read = throughHalves(encoder);

        assertEquals(encoder.shape(), read.shape());
        assertArrayEquals(encoder.coordinates().values(), read.coordinates().values());
        assertArrayEquals(encoder.coordinates().minimum(), read.coordinates().minimum());
        assertArrayEquals(encoder.coordinates().maximum(), read.coordinates().maximum());
        assertArrayEquals(encoder.normaliser().mean(), read.normaliser().mean());
        assertArrayEquals(encoder.normaliser().spread(), read.normaliser().spread());
    }

    @Test
    void everyParameterIsRoundedOnce() {
        Encoder encoder = small();

        Encoder read = throughHalves(encoder);

        assertNotEquals(encoder.parameters(), read.parameters());
        for (String name : encoder.shape().parameterShapes().keySet()) {
            float[] before = parameter(encoder, name).values();
            float[] after = parameter(read, name).values();
            for (int i = 0; i < before.length; i++) {
                assertEquals(before[i], after[i], Math.max(Math.abs(before[i]) / 2048, 0x1p-25), name);
            }
        }
        assertArrayEquals(encoder.toBytes(Precision.HALF), read.toBytes(Precision.HALF));
    }

    @ParameterizedTest
    @ValueSource(floats = {70_000, -1e30f, 1e-9f})
    void aParameterBeyondFloat16IsKeptToTheBitAndTheOthersAreHalves(float odd) {
        Encoder encoder = small();
        Map<String, FloatTensor> tensors = new LinkedHashMap<>(encoder.parameters().tensors());
        float[] bias = new float[20];
        bias[7] = odd;
        tensors.put("bias", new FloatTensor(new int[]{20}, bias));
        Encoder strange = new Encoder(encoder.shape(), encoder.coordinates(), new Parameters(tensors),
                encoder.normaliser());

        Encoder read = throughHalves(strange);

        assertEquals(parameter(strange, "bias"), parameter(read, "bias"));
        assertEquals(parameter(throughHalves(encoder), "weight"), parameter(read, "weight"));
    }
}
