package org.topostream.streams.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.Cases;
import org.topostream.schemas.Mutations;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Tensor;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.streams.Encoders;
import org.topostream.streams.FuzzedStage;

/// Bad encoders between good ones: each record is shelved, drawn, passed over or becomes a dead letter, and the good
/// encoders give the maps they always give.
@Timeout(120)
class MapFuzzTest {
    private static final String INPUT = "encoders.anna.clip";
    private static final byte[] GOOD = Encoders.small(1).toBytes();
    private static final int HEADER = 3_000;
    /// Those that do not depend on the encoder before.
    private static final Set<String> OF_ONE_ENCODER = Set.of("layer", "confidence", "weights", "space", "scale");

    @TempDir
    private Path folder;

    /// Damaged in its description or numbers, under a checksum that fits.
    private static byte[] wellSummed(Random random) {
        byte[] head = Mutations.of(Arrays.copyOf(GOOD, HEADER), random);
        byte[] damaged = ByteBuffer.allocate(head.length + GOOD.length - HEADER).put(head)
                .put(GOOD, HEADER, GOOD.length - HEADER).array();
        if (random.nextBoolean()) {
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(HEADER + random.nextInt(damaged.length - HEADER - 8), Float.NaN);
        }
        CRC32C sum = new CRC32C();
        sum.update(damaged, 0, damaged.length - 4);
        return ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(damaged.length - 4, (int) sum.getValue()).array();
    }

    private static List<String> send(FuzzedStage stage, Map<String, EncoderPart> parts) {
        List<String> reasons = new ArrayList<>();
        parts.forEach((key, part) -> reasons.addAll(stage.send(INPUT, key, stage.bytes(INPUT, part))));
        return reasons;
    }

    private static List<Tensor> maps(FuzzedStage stage) {
        return stage.driver().<CorticalMap>read("maps.anna").stream().map(record -> record.value())
                .filter(map -> OF_ONE_ENCODER.contains(map.getKind())).map(CorticalMap::getValues).toList();
    }

    @Test
    void drawsGoodEncodersBetweenBadOnes() {
        try (FuzzedStage stage = new FuzzedStage(site -> MapStage.topology(site, Encoders.subject("anna"), "clip"),
                folder)) {
            assertEquals(List.of(), send(stage, Encoders.parts(0, GOOD)));
            List<Tensor> expected = maps(stage);
            int[] letters = new int[1];

            Cases.run(80, (random, number) -> {
                long version = 2L * number + 1;
                letters[0] += sendBad(stage, version, random);

                assertEquals(List.of(), send(stage, Encoders.parts(version + 1, GOOD)));

                assertEquals(expected, maps(stage));
            });

            assertTrue(letters[0] > 0, "nothing was refused");
        }
    }

    /// @return how many dead letters came of it
    private static int sendBad(FuzzedStage stage, long version, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> drawnOrRefused(stage, send(stage, Encoders.parts(version, wellSummed(random))));
            case 1 -> stage.send(INPUT, "encoder/00000", Mutations.of(
                    stage.bytes(INPUT, Encoders.parts(version, GOOD).get("encoder/00000")), random)).size();
            case 2 -> mutatedManifest(stage, version, random);
            default -> elsewhere(stage, version);
        };
    }

    /// Other numbers draw other maps.
    private static int drawnOrRefused(FuzzedStage stage, List<String> reasons) {
        assertEquals(OF_ONE_ENCODER.size(), maps(stage).size() + OF_ONE_ENCODER.size() * reasons.size(),
                "maps, or a dead letter: " + reasons);
        return reasons.size();
    }

    private static int mutatedManifest(FuzzedStage stage, long version, Random random) {
        Map<String, EncoderPart> parts = Encoders.parts(version, GOOD);
        EncoderPart manifest = parts.remove(EncoderParts.MANIFEST);
        send(stage, parts);
        int refused = stage.send(INPUT, EncoderParts.MANIFEST, Mutations.of(stage.bytes(INPUT, manifest), random))
                .size();
        maps(stage);
        return refused;
    }

    private static int elsewhere(FuzzedStage stage, long version) {
        Map<String, EncoderPart> parts = Encoders.parts(version, GOOD);
        parts.put(EncoderParts.MANIFEST, new EncoderPart(
                EncoderManifest.newBuilder(Encoders.manifest(version, GOOD)).setSubject("bob").build()));
        List<String> reasons = send(stage, parts);
        assertEquals(List.of("backbone clip: encoder is of subject bob under backbone clip, expected anna under clip"),
                reasons);
        assertEquals(List.of(), maps(stage));
        return 1;
    }
}
