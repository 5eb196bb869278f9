package org.topostream.schemas.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topostream.schemas.encoders.EncoderAssemblerTest.manifest;
import static org.topostream.schemas.encoders.EncoderAssemblerTest.noise;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.topostream.schemas.Cases;
import org.topostream.schemas.Mutations;
import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.avro.Blob;
import org.topostream.schemas.avro.EncoderChunk;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Encoders that are damaged, cut off or late, between good ones, which come through as they were published.
class EncoderFuzzTest {
    private final EncoderAssembler assembler = new EncoderAssembler(Set.of(EncoderParts.ENCODER));

    private sealed interface Outcome {}

    private record Whole(PublishedEncoder encoder) implements Outcome {}

    private record PassedOver() implements Outcome {}

    private record Refused(String reason) implements Outcome {}

    /// What comes of the last record.
    private Outcome feed(Map<String, EncoderPart> parts) {
        Outcome outcome = new PassedOver();
        for (Map.Entry<String, EncoderPart> part : parts.entrySet()) {
            try {
                Optional<PublishedEncoder> whole = assembler.accept(part.getKey(), part.getValue());
                outcome = whole.isPresent() ? new Whole(whole.get()) : new PassedOver();
            } catch (UnreadableRecordException e) {
                outcome = new Refused(e.getMessage());
            }
        }
        return outcome;
    }

    private static Map<String, EncoderPart> published(long version, byte[] blob) {
        Map<String, EncoderPart> parts = new LinkedHashMap<>(EncoderParts.cut(EncoderParts.ENCODER, version, blob));
        parts.put(EncoderParts.MANIFEST, manifest(version, EncoderParts.describe(EncoderParts.ENCODER, blob)));
        return parts;
    }

    private void assertWhole(long version, byte[] blob) {
        Outcome outcome = feed(published(version, blob));

        assertTrue(outcome instanceof Whole, outcome.toString());
        assertArrayEquals(blob, ((Whole) outcome).encoder().blob(EncoderParts.ENCODER));
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    @Test
    void goodEncodersComeThroughBetweenBadOnes() {
        Cases.run(600, (random, number) -> {
            long version = 3L * number + 1;
            byte[] blob = noise(number, random.nextInt(4) == 0 ? SizeLimits.CHUNK_BYTES + 9 : 1 + random.nextInt(999));
            Map<String, EncoderPart> parts = published(version, blob);
            List<String> chunks = new ArrayList<>(parts.keySet());
            chunks.remove(EncoderParts.MANIFEST);
            String key = any(chunks, random);
            EncoderChunk chunk = (EncoderChunk) parts.get(key).getPart();
            byte[] data = new byte[chunk.getData().remaining()];
            chunk.getData().duplicate().get(data);
            Blob said = EncoderParts.describe(EncoderParts.ENCODER, blob);
            switch (number % 6) {
                case 0 -> { // a chunk never came
                    parts.remove(key);
                    assertEquals(new PassedOver(), feed(parts));
                }
                case 1 -> { // a chunk's bytes changed
                    parts.put(key, new EncoderPart(new EncoderChunk(EncoderParts.ENCODER, chunk.getIndex(), version,
                            ByteBuffer.wrap(Mutations.of(data, random)))));
                    assertRefused("version " + version + " of s01 is damaged: part 'encoder' has", feed(parts));
                }
                case 2 -> { // another hash
                    said.setSha256("%064x".formatted(random.nextLong()));
                    parts.put(EncoderParts.MANIFEST, manifest(version, said));
                    assertRefused("the manifest says " + blob.length + " bytes with sha256 " + said.getSha256(),
                            feed(parts));
                }
                case 3 -> { // another size, or number of chunks
                    said.setBytes(random.nextLong());
                    said.setChunks(said.getChunks() + any(List.of(0, -1, 1, Integer.MIN_VALUE), random));
                    parts.put(EncoderParts.MANIFEST, manifest(version, said));
                    assertTrue(!(feed(parts) instanceof Whole), "no encoder");
                }
                case 4 -> { // a newer one is there
                    assertWhole(version + 1, noise(-number, 50));
                    assertEquals(new PassedOver(), feed(parts));
                }
                default -> { // under a key that is not its own
                    parts.clear();
                    parts.put(key + "0", new EncoderPart(chunk));
                    assertRefused("encoder part has key " + key + "0, expected " + key, feed(parts));
                }
            }
            assertWhole(version + 2, noise(number + 1, 100));
        });
    }

    private static void assertRefused(String reason, Outcome outcome) {
        assertTrue(outcome instanceof Refused refused && refused.reason().contains(reason), outcome.toString());
    }
}
