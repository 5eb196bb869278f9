package org.topostream.streams.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import javax.imageio.ImageIO;

import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.backbone.BatchLimits;
import org.topostream.factortopy.backbone.SharedBatcher;
import org.topostream.factortopy.image.ImageDecoder;
import org.topostream.factortopy.image.ImageLimits;
import org.topostream.schemas.Cases;
import org.topostream.schemas.Digest;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.Mutations;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.streams.FuzzedStage;

/// Bad stimuli between good ones: each gives features or a dead letter, and the good ones give what they always give.
@Timeout(120)
class ExtractFuzzTest {
    private static final String INPUT = "stimuli";
    private static final List<String> URIS = List.of("", "a", "file:///", "file:///no/such.png", "file://host/a.png",
            "jar:file:/a.jar!/b", "http://a/b.png", "%zz", "file:a", "\u0000", "file:///tmp", "ä://ö");

    @TempDir
    private Path folder;

    private static byte[] image(String format, Random random) {
        BufferedImage image = new BufferedImage(9, 7, BufferedImage.TYPE_3BYTE_BGR);
        for (int pixel = 0; pixel < 63; pixel++) {
            image.setRGB(pixel % 9, pixel / 9, random.nextInt());
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encoded.toByteArray();
    }

    /// A PNG's header that declares 40,000 x 40,000 pixels, and little else.
    private static byte[] bomb() {
        ByteBuffer header = ByteBuffer.allocate(17).put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(40_000)
                .putInt(40_000).put(new byte[]{8, 2, 0, 0, 0});
        java.util.zip.CRC32 sum = new java.util.zip.CRC32();
        sum.update(header.array());
        return ByteBuffer.allocate(33).putLong(0x89504E470D0A1A0AL).putInt(13).put(header.array())
                .putInt((int) sum.getValue()).array();
    }

    private static Stimulus.Builder stimulus(String id, byte[] image) {
        return Stimulus.newBuilder().setStimulusId(id).setTrialId("t-" + id).setImage(ByteBuffer.wrap(image))
                .setSha256(Digest.sha256(image)).setSentAt(Instant.ofEpochMilli(1234));
    }

    /// Sends a bad stimulus.
    /// @return the reasons of its dead letters
    private static List<String> sendBad(FuzzedStage stage, String id, byte[] image, Random random) {
        Stimulus good = stimulus(id, image).build();
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> send(stage, id, stimulus(id, Mutations.of(image, random)).build());
            case 3, 4 -> stage.send(INPUT, id, Mutations.of(stage.bytes(INPUT, good), random));
            case 5 -> refused("declares 40000 x 40000", send(stage, id, stimulus(id, bomb()).build()));
            case 6 -> refused("the stimulus says " + "0".repeat(64),
                    send(stage, id, Stimulus.newBuilder(good).setSha256("0".repeat(64)).build()));
            case 7 -> refused("image", send(stage, id, Stimulus.newBuilder(good).setImage(null)
                    .setUri(URIS.get(random.nextInt(URIS.size()))).build()));
            case 8 -> refused("", send(stage, id + "x", good));
            default -> refused("expected a Stimulus", stage.send(INPUT, id, stage.bytes("subjects",
                    new org.topostream.schemas.avro.SourceOffset("t", 0, 1L))));
        };
    }

    private static List<String> send(FuzzedStage stage, String key, Stimulus stimulus) {
        return stage.send(INPUT, key, stage.bytes(INPUT, stimulus));
    }

    private static List<String> refused(String reason, List<String> reasons) {
        assertEquals(1, reasons.size(), "dead letters");
        assertTrue(reasons.getFirst().contains(reason), reasons.getFirst());
        return reasons;
    }

    private static List<Features> features(FuzzedStage stage) {
        return stage.driver().<Features>read("features.fake").stream().map(TestRecord::value).toList();
    }

    @Test
    void givesFeaturesOrADeadLetterForEveryStimulus() {
        ImageDecoder decoder = new ImageDecoder(new ImageLimits(1_000_000, 1_000_000));
        int[] letters = new int[1];
        try (SharedBatcher batcher = new SharedBatcher(new BatchLimits(1, Duration.ZERO, 1, 1 << 20));
                FuzzedStage stage = new FuzzedStage(site -> ExtractStage.topology(site,
                        batcher.serve(new MeanColour()), decoder, new ImageSource(List.of(folder), 1000)),
                        folder.resolve("state"))) {

            Cases.run(800, (random, number) -> {
                byte[] image = image(random.nextBoolean() ? "png" : "jpg", random);

                int refused = sendBad(stage, "bad" + number, image, random).size();

                assertEquals(1, refused + features(stage).size(), "dead letters and features of one stimulus");
                letters[0] += refused;
                stage.sendGood(INPUT, "good" + number, stimulus("good" + number, image).build());
                Features good = features(stage).getFirst();
                assertEquals("good" + number, good.getStimulusId());
                float[] expected = new float[64];
                Arrays.fill(expected,
                        Float.float16ToFloat(Float.floatToFloat16(MeanColour.mean(decoder.decode(image)))));
                assertArrayEquals(expected, LayerTensor.layers(good).getFirst().local());
            });
        }

        assertTrue(letters[0] > 0, "no stimulus was refused");
    }
}
