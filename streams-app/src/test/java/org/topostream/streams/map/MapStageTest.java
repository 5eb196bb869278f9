package org.topostream.streams.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Alignment;
import org.topostream.schemas.avro.Blob;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.RoiSummary;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.streams.Encoders;
import org.topostream.streams.StageDriver;

class MapStageTest {
    private static final String INPUT = "encoders.anna.clip";
    private static final byte[] SECOND_LAYER = Encoders.choosing(2, 0).toBytes();
    private static final byte[] FIRST_LAYER = Encoders.choosing(-2, 0).toBytes();

    @TempDir
    private Path folder;
    private StageDriver driver;

    @BeforeEach
    void start() {
        driver = new StageDriver(MapStage.topology(StageDriver.site(), Encoders.subject("anna"), "clip"), folder);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private void send(Map<String, EncoderPart> parts) {
        parts.forEach((key, part) -> driver.send(INPUT, key, part));
    }

    private static Map<String, CorticalMap> maps(StageDriver driver) {
        Map<String, CorticalMap> maps = new HashMap<>();
        driver.<CorticalMap>read("maps.anna").forEach(record -> maps.put(record.key(), record.value()));
        return maps;
    }

    private static void assertEverywhere(double expected, CorticalMap map) {
        float[] values = Tensors.floats(map.getValues());
        assertEquals(Encoders.SHAPE.voxels(), values.length);
        for (float value : values) {
            assertEquals(expected, value, 1e-5, map.getKind());
        }
    }

    @Test
    void drawsTheMapsOfAnEncoder() {
        send(Encoders.parts(7, SECOND_LAYER));

        Map<String, CorticalMap> maps = maps(driver);

        double p = Math.exp(2) / (1 + Math.exp(2));
        double entropy = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
        assertEquals(Set.of("clip/layer", "clip/confidence", "clip/weights", "clip/space", "clip/scale",
                "clip/channels"), maps.keySet());
        assertEverywhere(1, maps.get("clip/layer"));
        assertEquals(List.of("one", "two"), maps.get("clip/weights").getColumns());
        assertEquals(p, Tensors.floats(maps.get("clip/weights").getValues())[1], 1e-5);
        assertEverywhere(1 - entropy / Math.log(2), maps.get("clip/confidence"));
        assertEverywhere(1 / (1 + Math.exp(-1)), maps.get("clip/scale"));
        CorticalMap space = maps.get("clip/space");
        assertEquals(List.of(5, 2), space.getValues().getShape());
        float[] xy = Tensors.floats(space.getValues());
        for (int voxel = 0; voxel < 5; voxel++) {
            assertEquals(Math.tanh(0.5), xy[2 * voxel], 1e-5);
            assertEquals(Math.tanh(-0.25), xy[2 * voxel + 1], 1e-5);
        }
        for (CorticalMap map : maps.values()) {
            assertEquals(7, map.getEncoderVersion());
            assertEquals("anna", map.getSubject());
            assertEquals("clip", map.getBackbone());
            assertEquals(1, map.getCoverage());
        }
    }

    @Test
    void saysWhatAMapComesToInEveryRegionAndHowLayersRiseAlongThem() {
        send(Encoders.parts(7, SECOND_LAYER));

        Map<String, CorticalMap> maps = maps(driver);

        List<RoiSummary> rois = maps.get("clip/space").getRois();
        assertEquals(List.of("V1", "V4"), rois.stream().map(RoiSummary::getName).toList());
        assertEquals(List.of(2, 1), rois.stream().map(RoiSummary::getVoxels).toList());
        assertEquals(Math.tanh(0.5), rois.getFirst().getMean().getFirst(), 1e-5);
        assertEquals(Math.tanh(-0.25), rois.getFirst().getMedian().getLast(), 1e-5);
        Alignment line = maps.get("clip/layer").getAlignment();
        assertEquals(List.of("V1", "V4"), line.getRois());
        assertEquals(0, line.getSlope(), 1e-6);
        assertEquals(1, line.getB0(), 1e-6);
        assertEquals(1, line.getB1(), 1e-6);
    }

    @Test
    void driftIsHowFarTheLayerWeightsMovedSinceTheLastVersion() {
        send(Encoders.parts(0, SECOND_LAYER));
        assertFalse(maps(driver).containsKey("clip/drift"));

        send(Encoders.parts(1, FIRST_LAYER));

        double p = Math.exp(2) / (1 + Math.exp(2));
        assertEverywhere(2 * p - 1, maps(driver).get("clip/drift"));
    }

    @Test
    void remembersTheLastVersionOverARestart(@TempDir Path other) {
        send(Encoders.parts(0, SECOND_LAYER));
        try (StageDriver restarted = new StageDriver(
                MapStage.topology(StageDriver.site(), Encoders.subject("anna"), "clip"), other)) {
            driver.restoreInto(restarted);

            Encoders.parts(1, SECOND_LAYER).forEach((key, part) -> restarted.send(INPUT, key, part));

            assertEverywhere(0, maps(restarted).get("clip/drift"));
        }
    }

    @Test
    void drawsAgainForEveryVersion() {
        send(Encoders.parts(0, SECOND_LAYER));
        maps(driver);

        send(Encoders.parts(1, FIRST_LAYER));

        assertEverywhere(0, maps(driver).get("clip/layer"));
    }

    @Test
    void finishesAfterARestartInTheMiddleOfAnEncoder(@TempDir Path other) {
        Map<String, EncoderPart> parts = Encoders.parts(0, SECOND_LAYER);
        EncoderPart manifest = parts.remove(EncoderParts.MANIFEST);
        assertTrue(parts.size() > 1, "chunks");
        send(parts);
        try (StageDriver restarted = new StageDriver(
                MapStage.topology(StageDriver.site(), Encoders.subject("anna"), "clip"), other)) {
            driver.restoreInto(restarted);

            restarted.send(INPUT, EncoderParts.MANIFEST, manifest);

            assertEverywhere(1, maps(restarted).get("clip/layer"));
        }
    }

    @Test
    void passesOverAnEncoderWhoseChunksCompactionReplaced() {
        Map<String, EncoderPart> newer = Encoders.parts(1, FIRST_LAYER);
        EncoderPart newerManifest = newer.remove(EncoderParts.MANIFEST);
        Map<String, EncoderPart> older = Encoders.parts(0, SECOND_LAYER);
        send(newer);
        driver.send(INPUT, EncoderParts.MANIFEST, older.get(EncoderParts.MANIFEST));
        assertTrue(maps(driver).isEmpty());
        assertTrue(driver.deadLetters().isEmpty());

        driver.send(INPUT, EncoderParts.MANIFEST, newerManifest);

        assertEquals(1, maps(driver).get("clip/layer").getEncoderVersion());
    }

    private void assertRefused(String reason) {
        List<String> reasons = driver.reasons();
        assertEquals(1, reasons.size(), "dead letters");
        assertTrue(reasons.getFirst().contains(reason), reasons.getFirst());
        assertTrue(maps(driver).isEmpty());
        send(Encoders.parts(9, SECOND_LAYER));
        assertTrue(maps(driver).containsKey("clip/layer"));
    }

    @Test
    void refusesWhatIsNoEncoder() {
        send(Encoders.parts(0, "garbage".getBytes(StandardCharsets.UTF_8)));

        assertRefused("not an encoder that maps can be drawn of");
    }

    @Test
    void refusesACutOffEncoder() {
        send(Encoders.parts(0, Arrays.copyOf(SECOND_LAYER, SECOND_LAYER.length - 4)));

        assertRefused("not an encoder that maps can be drawn of");
    }

    @Test
    void refusesAManifestWithoutAnEncoder() {
        EncoderManifest manifest = EncoderManifest.newBuilder(Encoders.manifest(0, SECOND_LAYER))
                .setBlobs(List.of()).build();

        driver.send(INPUT, EncoderParts.MANIFEST, new EncoderPart(manifest));

        assertRefused("has no part 'encoder'");
    }

    @Test
    void goesOnAfterAManifestOfAnImpossibleSize() {
        for (long bytes : new long[]{-1, Long.MAX_VALUE}) {
            EncoderManifest manifest = EncoderManifest.newBuilder(Encoders.manifest(0, SECOND_LAYER))
                    .setBlobs(List.of(new Blob(EncoderParts.ENCODER, 1, bytes, "00"))).build();

            driver.send(INPUT, EncoderParts.MANIFEST, new EncoderPart(manifest));

            assertTrue(maps(driver).isEmpty());
        }
        send(Encoders.parts(9, SECOND_LAYER));
        assertTrue(maps(driver).containsKey("clip/layer"));
    }

    @Test
    void refusesATombstone() {
        driver.send(INPUT, new TestRecord<>(EncoderParts.MANIFEST, null));

        assertRefused("record has no value");
    }
}
