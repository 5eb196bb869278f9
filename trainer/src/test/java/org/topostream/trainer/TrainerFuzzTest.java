package org.topostream.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.encoder.Precision;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.schemas.Cases;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.Mutations;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Tensor;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;

/// Bad records between good ones: what is learnt is what the good ones teach, to the last bit.
@Timeout(120)
class TrainerFuzzTest {
    private static final int TRIALS = 12;
    private static final int BAD_BEFORE_EACH = 10;
    private static final float[] NOT_FINITE = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};

    @TempDir
    private Path folder;

    private PublishedEncoder learn(FakeLog log, String examples) throws IOException {
        TrainerSettings settings = new TrainerSettings(Recording.SHAPE.bottleneck(),
                new TrainerSettings.Steps(2, 0, 3, TrainerSettings.Replay.UNIFORM, 0.2), 3, Duration.ZERO, 1,
                Precision.SINGLE, folder.resolve(examples));
        Trainer trainer = new Trainer(log, Recording.subject(), Recording.BACKBONE, settings,
                TrainingOptions.defaults());
        log.whenIdle(trainer::close);
        trainer.run();
        return log.published().getLast();
    }

    private static Tensor damaged(Tensor good, Random random) {
        byte[] data = new byte[good.getData().remaining()];
        good.getData().duplicate().get(data);
        return switch (random.nextInt(3)) {
            case 0 -> Tensor.newBuilder(good).setCrc32c(good.getCrc32c() ^ 1L << random.nextInt(32)).build();
            case 1 -> Tensor.newBuilder(good).setShape(List.of(random.nextInt())).build();
            default -> Tensor.newBuilder(good).setData(ByteBuffer.wrap(Mutations.of(data, random))).build();
        };
    }

    private static Response.Builder badResponse(String trial, Random random) {
        Response.Builder good = Recording.response("s" + random.nextInt(TRIALS), trial, random.nextInt(3));
        float[] values = Recording.values(trial, 0);
        return switch (random.nextInt(5)) {
            case 0 -> good.setValues(damaged(good.getValues(), random));
            case 1 -> good.setValues(Tensors.float32(new float[3], 3));
            case 2 -> good.setSubject("bob");
            case 3 -> good.setTrialId("");
            default -> good.setValues(notFinite(values, random));
        };
    }

    private static Tensor notFinite(float[] values, Random random) {
        values[random.nextInt(values.length)] = NOT_FINITE[random.nextInt(NOT_FINITE.length)];
        return Tensors.float32(values, values.length);
    }

    /// Under ids that good features come with later, or have come with.
    private static Features.Builder badFeatures(Random random) {
        String id = "s" + random.nextInt(TRIALS);
        Features.Builder good = Recording.features(id);
        List<LayerTensor> layers = Recording.layers(id);
        return switch (random.nextInt(5)) {
            case 0 -> good.setLocal(damaged(good.getLocal(), random));
            case 1 -> good.setGlobal(damaged(good.getGlobal(), random));
            case 2 -> good.setBackboneDigest("d2");
            case 3 -> Recording.features(id, layers.reversed());
            default -> Recording.features(id, infinite(layers, random));
        };
    }

    private static List<LayerTensor> infinite(List<LayerTensor> layers, Random random) {
        float[] tokens = layers.getFirst().local();
        tokens[random.nextInt(tokens.length)] = 70_000; // float16 has no such number
        return layers;
    }

    private static void addBad(FakeLog log, String trial, Random random) {
        if (random.nextBoolean()) {
            log.add(badFeatures(random));
        } else {
            log.add(badResponse(trial, random));
        }
    }

    private static FakeLog log(int bad, Random random) {
        FakeLog log = new FakeLog(8).add(Recording.features("s0"));
        for (int trial = 0; trial < TRIALS; trial++) {
            for (int i = 0; i < bad; i++) {
                addBad(log, "bad" + trial + "-" + i, random);
            }
            log.add(Recording.features("s" + trial)).add(Recording.response("s" + trial, "t" + trial, 0));
        }
        return log;
    }

    @Test
    void learnsWhatTheGoodRecordsTeach() throws IOException {
        PublishedEncoder expected = learn(log(0, new Random()), "good");

        Cases.run(4, (random, number) -> {
            PublishedEncoder actual = learn(log(BAD_BEFORE_EACH, random), "bad" + number);

            assertEquals(TRIALS, actual.manifest().getTrials());
            assertEquals(expected.manifest().getSteps(), actual.manifest().getSteps());
            for (String blob : List.of(EncoderParts.ENCODER, EncoderParts.OPTIMISER, EncoderParts.STATISTICS)) {
                assertArrayEquals(expected.blob(blob), actual.blob(blob), blob);
            }
        });
    }
}
