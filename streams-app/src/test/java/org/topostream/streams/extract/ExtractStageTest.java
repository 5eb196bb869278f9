package org.topostream.streams.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.LayerFeatures;
import org.topostream.schemas.DeadLetterHeaders;
import org.topostream.schemas.Digest;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.streams.BadRecordException;
import org.topostream.streams.StageDriver;

class ExtractStageTest {
    private static final String INPUT = "stimuli";
    private static final String OUTPUT = "features.fake";

    @TempDir
    private Path folder;
    private final FakeSource source = new FakeSource();
    private StageDriver driver;

    @BeforeEach
    void start() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        driver = new StageDriver(ExtractStage.topology(StageDriver.site(), source,
                new ImageSource(List.of(images), 1000)), folder.resolve("state"));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    /// One layer of one channel; every token is the image's first byte.
    private static final class FakeSource implements FeatureSource {
        private final List<byte[]> computed = new ArrayList<>();

        @Override
        public String backbone() {
            return "fake";
        }

        @Override
        public String digest() {
            return "d1";
        }

        @Override
        public org.topostream.factortopy.Features compute(byte[] encoded) throws BadRecordException {
            if (encoded[0] == 'X') {
                throw new BadRecordException("not an image");
            }
            computed.add(encoded);
            float[] local = new float[64];
            Arrays.fill(local, encoded[0]);
            return new org.topostream.factortopy.Features(
                    List.of(new LayerFeatures("one", 1, local, new float[]{encoded[0]})));
        }
    }

    private static byte[] image(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    private static Stimulus.Builder stimulus(String id, byte[] image) {
        return Stimulus.newBuilder().setStimulusId(id).setTrialId("t-" + id).setSession("morning")
                .setSplit(Split.VALIDATION).setImage(ByteBuffer.wrap(image)).setSha256(Digest.sha256(image))
                .setSentAt(Instant.ofEpochMilli(1234));
    }

    private List<Features> features() {
        return driver.<Features>read(OUTPUT).stream().map(TestRecord::value).toList();
    }

    private void assertRefused(String reason) {
        List<String> reasons = driver.reasons();
        assertEquals(1, reasons.size(), reasons.toString());
        assertTrue(reasons.getFirst().contains(reason), reasons.getFirst());
        assertTrue(features().isEmpty());
        driver.send(INPUT, "next", stimulus("next", image("next")).build());
        assertEquals(List.of("next"), features().stream().map(Features::getStimulusId).toList());
    }

    @Test
    void forwardsFeaturesBeforeTheNextRecordIsRead() {
        driver.send(INPUT, "s", stimulus("s", image("A")).build());

        List<TestRecord<String, Features>> out = driver.read(OUTPUT);
        assertEquals(1, out.size());
        assertEquals("s", out.getFirst().key());
        Features features = out.getFirst().value();
        assertEquals("s", features.getStimulusId());
        assertEquals("t-s", features.getTrialId());
        assertEquals("morning", features.getSession());
        assertEquals(Split.VALIDATION, features.getSplit());
        assertEquals("fake", features.getBackbone());
        assertEquals("d1", features.getBackboneDigest());
        assertEquals(Digest.sha256(image("A")), features.getImageSha256());
        assertEquals(Instant.ofEpochMilli(1234), features.getSentAt());
        LayerTensor layer = LayerTensor.layers(features).getFirst();
        assertEquals("one", layer.name());
        assertArrayEquals(new float[]{65}, layer.global());
        assertEquals(65, layer.local()[63]);
    }

    @Test
    void computesFeaturesOfARepeatOnce() {
        driver.send(INPUT, "s", stimulus("s", image("A")).build());
        driver.send(INPUT, "s", stimulus("s", image("A")).setTrialId("again").build());

        assertEquals(1, features().size());
        assertEquals(1, source.computed.size());
        assertTrue(driver.deadLetters().isEmpty());
    }

    @Test
    void remembersARepeatAcrossARestart(@TempDir Path other) {
        driver.send(INPUT, "s", stimulus("s", image("A")).build());
        try (StageDriver restarted = new StageDriver(ExtractStage.topology(StageDriver.site(), source,
                new ImageSource(List.of(), 1000)), other)) {
            driver.restoreInto(restarted);

            restarted.send(INPUT, "s", stimulus("s", image("A")).build());

            assertTrue(restarted.read(OUTPUT).isEmpty());
        }
    }

    @Test
    void refusesAnotherImageUnderAnIdThatIsUsed() {
        driver.send(INPUT, "s", stimulus("s", image("A")).build());
        features();

        driver.send(INPUT, "s", stimulus("s", image("B")).build());

        assertRefused("stimulus id s was already used for another image");
    }

    @Test
    void triesARefusedStimulusAgainWhenItIsSentAgain() {
        driver.send(INPUT, "s", stimulus("s", image("A")).setSha256(Digest.sha256(image("B"))).build());
        assertEquals(1, driver.deadLetters().size());

        driver.send(INPUT, "s", stimulus("s", image("A")).build());

        assertEquals(1, features().size());
    }

    @Test
    void refusesWhatIsNoImage() {
        driver.send(INPUT, "s", stimulus("s", image("X")).build());

        assertRefused("not an image");
    }

    @Test
    void saysUnderWhichBackboneAStimulusWasRefused() {
        driver.send(INPUT, "s", stimulus("s", image("X")).build());

        Headers headers = driver.deadLetters().getFirst().headers();
        assertEquals("fake", StageDriver.header(headers, DeadLetterHeaders.BACKBONE));
        assertEquals("backbone fake: not an image", DeadLetterHeaders.reason(headers));
    }

    @Test
    void refusesAnImageThatIsNotTheOneThatWasSent() {
        driver.send(INPUT, "s", stimulus("s", image("A")).setSha256(Digest.sha256(image("B"))).build());

        assertRefused("the stimulus says " + Digest.sha256(image("B")));
    }

    @Test
    void refusesAKeyThatIsNotTheStimulus() {
        driver.send(INPUT, "other", stimulus("s", image("A")).build());

        assertRefused("key other and stimulus id s differ");
    }

    @Test
    void refusesAStimulusWithoutImage() {
        driver.send(INPUT, "s", stimulus("s", image("A")).setImage(null).build());

        assertRefused("neither an image nor a URI");
    }

    @Test
    void readsALargeImageFromItsFile() throws IOException {
        Path file = Files.write(folder.resolve("images/a.png"), image("A"));

        driver.send(INPUT, "s", stimulus("s", image("A")).setImage(null).setUri(file.toUri().toString()).build());

        assertEquals(1, features().size());
    }

    @Test
    void readsFromAFolderThatIsALink(@TempDir Path other) throws IOException {
        Path file = Files.write(folder.resolve("images/a.png"), image("A"));
        Path link = Files.createSymbolicLink(other.resolve("link"), folder.resolve("images"));
        Stimulus stimulus = stimulus("s", image("A")).setImage(null).setUri(file.toUri().toString()).build();

        byte[] read = assertReads(new ImageSource(List.of(link), 1000), stimulus);

        assertArrayEquals(image("A"), read);
    }

    private static byte[] assertReads(ImageSource images, Stimulus stimulus) {
        try {
            return images.read(stimulus);
        } catch (BadRecordException e) {
            throw new AssertionError("expected to read " + stimulus.getUri(), e);
        }
    }

    @Test
    void readsNoFileOutsideOfItsFolders() throws IOException {
        Files.write(folder.resolve("secret.png"), image("A"));
        String uri = folder.resolve("images").toUri() + "../secret.png";

        driver.send(INPUT, "s", stimulus("s", image("A")).setImage(null).setUri(uri).build());

        assertRefused("images are not read from");
    }

    @Test
    void readsNoFileThroughALinkOutOfItsFolders() throws IOException {
        Path secret = Files.write(folder.resolve("secret.png"), image("A"));
        Path link = Files.createSymbolicLink(folder.resolve("images/link.png"), secret);

        driver.send(INPUT, "s", stimulus("s", image("A")).setImage(null).setUri(link.toUri().toString()).build());

        assertRefused("images are not read from");
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        byte[] large = new byte[1001];
        Path file = Files.write(folder.resolve("images/large.png"), large);

        driver.send(INPUT, "s", stimulus("s", large).setImage(null).setUri(file.toUri().toString()).build());

        assertRefused("image has 1001 bytes, at most 1000 are allowed");
    }

    @Test
    void refusesAUriThatNamesNoFile() {
        driver.send(INPUT, "s",
                stimulus("s", image("A")).setImage(null).setUri("https://example.org/a.png").build());

        assertRefused("cannot read image https://example.org/a.png");
    }
}
