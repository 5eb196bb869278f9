package org.topostream.streams.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.Cases;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.Mutations;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;
import org.topostream.streams.Encoders;
import org.topostream.streams.FuzzedStage;

/// Bad features between good ones: each gives a prediction or a dead letter, and the good ones give what they always
/// give.
@Timeout(120)
class ScoreFuzzTest {
    private static final String INPUT = "features.clip";
    private static final float[] BAD = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 70_000};
    private static final int[] EXTENTS = {-1, 0, 1, 7, 9, 64, Integer.MAX_VALUE, Integer.MIN_VALUE};

    @TempDir
    private Path folder;

    private static LayerTensor layer(String name, int channels) {
        float[] local = new float[64 * channels];
        float[] global = new float[channels];
        for (int i = 0; i < local.length; i++) {
            local[i] = i % 17 / 8f;
        }
        return new LayerTensor(name, channels, 8, 8, local, global);
    }

    private static Features.Builder features(String id, List<LayerTensor> layers) {
        return Features.newBuilder().setStimulusId(id).setTrialId("t").setSplit(Split.TRAIN).setBackbone("clip")
                .setBackboneDigest("d1").setImageSha256("00")
                .setLayers(layers.stream()
                        .map(layer -> new Layer(layer.name(), layer.channels(), layer.height(), layer.width()))
                        .toList())
                .setLocal(LayerTensor.local(layers)).setGlobal(LayerTensor.global(layers)).setSentAt(Instant.EPOCH)
                .setExtractStartedAt(Instant.EPOCH).setExtractedAt(Instant.EPOCH);
    }

    private static Features.Builder features(String id) {
        return features(id, List.of(layer("one", 3), layer("two", 2)));
    }

    private static Features bad(String id, Random random) {
        Features good = features(id).build();
        return switch (random.nextInt(6)) {
            case 0 -> features(id).setLocal(FuzzedStage.damaged(good.getLocal(), random)).build();
            case 1 -> features(id).setGlobal(FuzzedStage.damaged(good.getGlobal(), random)).build();
            case 2 -> notFinite(id, random);
            case 3 -> features(id).setBackboneDigest("d" + (2 + random.nextInt(9))).build();
            case 4 -> features(id).setLayers(List.of(new Layer("one", 3, 8, extent(random)), new Layer("two", 2, 8, 8)))
                    .build();
            default -> features(id, List.of(layer("one", 3))).build();
        };
    }

    private static int extent(Random random) {
        return EXTENTS[random.nextInt(EXTENTS.length)];
    }

    private static Features notFinite(String id, Random random) {
        List<LayerTensor> layers = List.of(layer("one", 3), layer("two", 2));
        float[] tokens = random.nextBoolean() ? layers.getLast().local() : layers.getFirst().global();
        tokens[random.nextInt(tokens.length)] = BAD[random.nextInt(BAD.length)];
        return features(id, layers).build();
    }

    private static List<Prediction> predictions(FuzzedStage stage) {
        return stage.driver().<Prediction>read("predictions.anna").stream().map(TestRecord::value).toList();
    }

    private static float[] predicted(FuzzedStage stage, String id) {
        stage.sendGood(INPUT, id, features(id).build());
        Prediction prediction = predictions(stage).getFirst();
        assertEquals(id, prediction.getStimulusId());
        return Tensors.floats(prediction.getValues());
    }

    private FuzzedStage stage(CurrentEncoder current) {
        return new FuzzedStage(site -> ScoreStage.topology(site, "anna", "clip", current), folder);
    }

    private static PublishedEncoder published(long version, byte[] blob) {
        return new PublishedEncoder(Encoders.manifest(version, blob), Map.of(EncoderParts.ENCODER, blob));
    }

    @Test
    void givesAPredictionOrADeadLetterForAllFeatures() {
        try (CurrentEncoder current = new CurrentEncoder(); FuzzedStage stage = stage(current)) {
            current.replace(published(3, Encoders.small(1).toBytes()));
            float[] expected = predicted(stage, "first");

            Cases.run(600, (random, number) -> {
                boolean onTheWire = number % 3 == 0;
                String id = "bad" + number;
                byte[] record = stage.bytes(INPUT, onTheWire ? features(id).build() : bad(id, random));

                List<String> reasons = stage.send(INPUT, id, onTheWire ? Mutations.of(record, random) : record);

                assertEquals(1, reasons.size() + predictions(stage).size(), "dead letters and predictions");
                assertTrue(onTheWire || reasons.size() == 1, "bad features were taken");
                assertArrayEquals(expected, predicted(stage, "good" + number));
            });
        }
    }

    @Test
    void keepsTheEncoderWhereANewOneIsBad() {
        byte[] good = Encoders.small(1).toBytes();
        try (CurrentEncoder current = new CurrentEncoder(); FuzzedStage stage = stage(current)) {
            current.replace(published(3, good));
            float[] expected = predicted(stage, "first");

            Cases.run(100, (random, number) -> {
                byte[] damaged = Mutations.of(good, random);

                IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                        () -> current.replace(published(4, damaged)));

                assertTrue(refused.getMessage().startsWith("not a topostream-encoder: "), refused.getMessage());
                assertArrayEquals(expected, predicted(stage, "good" + number));
            });
        }
    }
}
