package org.topostream.streams.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.encoder.TrainingSession;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;
import org.topostream.streams.Encoders;
import org.topostream.streams.StageDriver;

class ScoreStageTest {
    private static final String INPUT = "features.clip";
    private static final Encoder ENCODER = Encoders.choosing(2, 10);

    @TempDir
    private Path folder;
    private final CurrentEncoder current = new CurrentEncoder();
    private StageDriver driver;

    @BeforeEach
    void start() {
        driver = new StageDriver(ScoreStage.topology(StageDriver.site(), "anna", "clip", current), folder);
        current.replace(published(3, ENCODER.toBytes()));
    }

    @AfterEach
    void stop() {
        driver.close();
        current.close();
    }

    private static PublishedEncoder published(long version, byte[] blob) {
        return new PublishedEncoder(Encoders.manifest(version, blob), Map.of(EncoderParts.ENCODER, blob));
    }

    /// Random tokens that float16 holds exactly.
    private static List<LayerTensor> layers() {
        SplittableRandom random = new SplittableRandom(4);
        return List.of(layer("one", 1500, random), layer("two", 700, random));
    }

    private static LayerTensor layer(String name, int channels, SplittableRandom random) {
        return new LayerTensor(name, channels, 8, 8, tokens(64 * channels, random), tokens(channels, random));
    }

    private static float[] tokens(int count, SplittableRandom random) {
        float[] tokens = new float[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = random.nextInt(-16, 17) / 8f;
        }
        return tokens;
    }

    private static Features.Builder features(List<LayerTensor> layers) {
        return Features.newBuilder().setStimulusId("s").setTrialId("t").setSession("morning")
                .setSplit(Split.VALIDATION).setBackbone("clip").setBackboneDigest("d1").setImageSha256("00")
                .setLayers(layers.stream()
                        .map(layer -> new Layer(layer.name(), layer.channels(), layer.height(), layer.width()))
                        .toList())
                .setLocal(LayerTensor.local(layers)).setGlobal(LayerTensor.global(layers))
                .setSentAt(Instant.ofEpochMilli(1)).setExtractStartedAt(Instant.ofEpochMilli(2))
                .setExtractedAt(Instant.ofEpochMilli(3)).setComputeMillis(5);
    }

    private List<Prediction> predictions() {
        return driver.<Prediction>read("predictions.anna").stream().map(TestRecord::value).toList();
    }

    /// The same encoder through the other way to predict, that of training.
    private static float[] expected(Encoder encoder) {
        List<LayerFeatures> layers = layers().stream()
                .map(layer -> new LayerFeatures(layer.name(), layer.channels(), layer.local(), layer.global()))
                .toList();
        try (TrainingSession session = new TrainingSession(encoder.shape(), encoder.coordinates(),
                encoder.parameters(), OptimiserState.fresh(), TrainingOptions.defaults())) {
            float[] values = session.forward(List.of(new org.topostream.factortopy.Features(layers)))[0];
            for (int voxel = 0; voxel < values.length; voxel++) {
                values[voxel] = encoder.normaliser().mean()[voxel]
                        + encoder.normaliser().spread()[voxel] * values[voxel];
            }
            return values;
        }
    }

    @Test
    void predictsBeforeTheNextRecordIsRead() {
        driver.send(INPUT, "s", features(layers()).build());

        Prediction prediction = predictions().getFirst();
        assertArrayEquals(expected(ENCODER), Tensors.floats(prediction.getValues()), 1e-4f);
        assertEquals("s", prediction.getStimulusId());
        assertEquals("t", prediction.getTrialId());
        assertEquals("morning", prediction.getSession());
        assertEquals("anna", prediction.getSubject());
        assertEquals(Split.VALIDATION, prediction.getSplit());
        assertEquals(Instant.ofEpochMilli(1), prediction.getSentAt());
        assertTrue(prediction.getComputeMillis() > 5);
    }

    @Test
    void stampsTheEncoderThatPredicted() {
        driver.send(INPUT, "s", features(layers()).build());
        Encoder newer = Encoders.choosing(-2, 20);
        current.replace(published(4, newer.toBytes()));
        driver.send(INPUT, "s", features(layers()).build());

        List<Prediction> predictions = predictions();

        assertEquals(List.of(3L, 4L), predictions.stream().map(Prediction::getEncoderVersion).toList());
        assertEquals(List.of(33L, 44L), predictions.stream().map(Prediction::getTrainedUpTo).toList());
        assertEquals(List.of(150L, 200L), predictions.stream().map(Prediction::getEncoderSteps).toList());
        assertArrayEquals(expected(newer), Tensors.floats(predictions.getLast().getValues()), 1e-4f);
    }

    @Test
    void goesOnWithTheOldEncoderWhereTheNewOneIsDamaged() {
        assertThrows(IllegalArgumentException.class,
                () -> current.replace(published(4, "garbage".getBytes(StandardCharsets.UTF_8))));

        driver.send(INPUT, "s", features(layers()).build());

        assertEquals(3, predictions().getFirst().getEncoderVersion());
    }

    private void assertRefused(String reason) {
        List<String> reasons = driver.reasons();
        assertEquals(1, reasons.size(), "dead letters");
        assertTrue(reasons.getFirst().contains(reason), reasons.getFirst());
        assertTrue(predictions().isEmpty());
        driver.send(INPUT, "s", features(layers()).build());
        assertEquals(1, predictions().size());
    }

    @Test
    void refusesFeaturesOfOtherWeights() {
        driver.send(INPUT, "s", features(layers()).setBackboneDigest("d2").build());

        assertRefused("come from backbone weights d2, the encoder was trained on d1");
    }

    @Test
    void refusesFeaturesOfOtherLayers() {
        driver.send(INPUT, "s", features(layers().reversed()).build());

        assertRefused("have layers [two, one] of [700, 1500] channels, the encoder reads [one, two] of [1500, 700]");
    }

    @Test
    void refusesFeaturesOfAnotherGrid() {
        driver.send(INPUT, "s", features(layers()).setLayers(List.of(new Layer("one", 1500, 4, 16),
                new Layer("two", 700, 4, 16))).build());

        assertRefused("layer one has a grid of 4 x 16, expected 8 x 8");
    }

    @Test
    void refusesFeaturesThatAreNotFinite() {
        List<LayerTensor> layers = layers();
        layers.getFirst().local()[17] = 70_000; // beyond float16
        driver.send(INPUT, "s", features(layers).build());

        assertRefused("layer one has a value that is not a finite number");
    }

    @Test
    void refusesFeaturesOfAnotherType() {
        float[] global = new float[2200];
        driver.send(INPUT, "s", features(layers()).setGlobal(Tensors.float32(global, global.length)).build());

        assertRefused("are FLOAT16 and FLOAT32; expected FLOAT16");
    }

    @Test
    void refusesAKeyThatIsNotTheStimulus() {
        driver.send(INPUT, "other", features(layers()).build());

        assertRefused("key other and stimulus id s differ");
    }
}
