package org.topostream.schemas.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.schemas.Digest;
import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.avro.Blob;
import org.topostream.schemas.avro.EncoderChunk;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Cutting and putting together, with what compaction and accidents do in between.
class EncoderAssemblerTest {
    private final EncoderAssembler assembler = new EncoderAssembler(
            Set.of(EncoderParts.ENCODER, EncoderParts.OPTIMISER));

    static byte[] noise(int seed, int length) {
        byte[] blob = new byte[length];
        new Random(seed).nextBytes(blob);
        return blob;
    }

    static EncoderPart manifest(long version, Blob... blobs) {
        return new EncoderPart(EncoderManifest.newBuilder().setSubject("s01").setBackbone("vit")
                .setBackboneDigest("d").setVersion(version).setSteps(1).setTrials(1).setTrainedUpTo(1)
                .setSourceOffsets(List.of()).setBlobs(List.of(blobs)).setPublishedAt(Instant.EPOCH).build());
    }

    private Optional<PublishedEncoder> take(EncoderPart manifest) {
        return assembler.accept(EncoderParts.MANIFEST, manifest);
    }

    private void shelve(Map<String, EncoderPart> chunks) {
        chunks.forEach((key, chunk) -> assertEquals(Optional.empty(), assembler.accept(key, chunk)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SizeLimits.CHUNK_BYTES, SizeLimits.CHUNK_BYTES + 1, 5_000_000})
    void putsTogetherWhatWasCut(int length) {
        byte[] encoder = noise(1, length);
        byte[] optimiser = noise(2, 10);
        shelve(EncoderParts.cut(EncoderParts.ENCODER, 3, encoder));
        shelve(EncoderParts.cut(EncoderParts.OPTIMISER, 3, optimiser));

        PublishedEncoder whole = take(manifest(3, EncoderParts.describe(EncoderParts.ENCODER, encoder),
                EncoderParts.describe(EncoderParts.OPTIMISER, optimiser))).orElseThrow();

        assertArrayEquals(encoder, whole.blob(EncoderParts.ENCODER));
        assertArrayEquals(optimiser, whole.blob(EncoderParts.OPTIMISER));
        assertEquals(3, whole.manifest().getVersion());
    }

    @Test
    void cutsIntoPiecesThatFitARecord() {
        byte[] blob = noise(1, 2 * SizeLimits.CHUNK_BYTES + 5);

        Map<String, EncoderPart> parts = EncoderParts.cut(EncoderParts.ENCODER, 3, blob);

        assertEquals(List.of("encoder/00000", "encoder/00001", "encoder/00002"), List.copyOf(parts.keySet()));
        List<Integer> sizes = new ArrayList<>();
        for (EncoderPart part : parts.values()) {
            sizes.add(((EncoderChunk) part.getPart()).getData().remaining());
        }
        assertEquals(List.of(SizeLimits.CHUNK_BYTES, SizeLimits.CHUNK_BYTES, 5), sizes);
        assertEquals(new Blob("encoder", 3, (long) blob.length, Digest.sha256(blob)),
                EncoderParts.describe(EncoderParts.ENCODER, blob));
    }

    @Test
    void namesChunksAlikeInEveryLanguage() {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

            assertEquals(Set.of("encoder/00000"),
                    EncoderParts.cut(EncoderParts.ENCODER, 0, noise(1, 1)).keySet());
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void passesOverAnEncoderWhoseChunkIsMissing() {
        byte[] encoder = noise(1, 2_000_000);
        Map<String, EncoderPart> chunks = new LinkedHashMap<>(EncoderParts.cut(EncoderParts.ENCODER, 1, encoder));
        chunks.remove("encoder/00001");
        shelve(chunks);

        Optional<PublishedEncoder> whole = take(manifest(1, EncoderParts.describe(EncoderParts.ENCODER, encoder)));

        assertEquals(Optional.empty(), whole);
    }

    @Test
    void passesOverAnEncoderWhoseChunkCompactionReplaced() {
        byte[] older = noise(1, 2_000_000);
        byte[] newer = noise(2, 2_000_000);
        Map<String, EncoderPart> mixed = new LinkedHashMap<>(EncoderParts.cut(EncoderParts.ENCODER, 1, older));
        mixed.put("encoder/00001", EncoderParts.cut(EncoderParts.ENCODER, 2, newer).get("encoder/00001"));
        shelve(mixed);

        assertEquals(Optional.empty(), take(manifest(1, EncoderParts.describe(EncoderParts.ENCODER, older))));

        shelve(EncoderParts.cut(EncoderParts.ENCODER, 2, newer));
        PublishedEncoder whole = take(manifest(2, EncoderParts.describe(EncoderParts.ENCODER, newer))).orElseThrow();
        assertArrayEquals(newer, whole.blob(EncoderParts.ENCODER));
    }

    @Test
    void takesAShorterSuccessorWithoutItsPredecessorsLastChunks() {
        shelve(EncoderParts.cut(EncoderParts.ENCODER, 1, noise(1, 2_000_000)));
        byte[] shorter = noise(2, 1000);
        shelve(EncoderParts.cut(EncoderParts.ENCODER, 2, shorter));

        PublishedEncoder whole = take(manifest(2, EncoderParts.describe(EncoderParts.ENCODER, shorter)))
                .orElseThrow();

        assertArrayEquals(shorter, whole.blob(EncoderParts.ENCODER));
    }

    @Test
    void refusesAnEncoderWithAnotherDigest() {
        byte[] encoder = noise(1, 100);
        shelve(EncoderParts.cut(EncoderParts.ENCODER, 1, encoder));
        Blob blob = EncoderParts.describe(EncoderParts.ENCODER, encoder);
        blob.setSha256(Digest.sha256(noise(2, 100)));

        UnreadableRecordException refused = assertThrows(UnreadableRecordException.class,
                () -> take(manifest(1, blob)));

        assertTrue(refused.getMessage().startsWith("encoder version 1 of s01 is damaged: part 'encoder' has 100 bytes"),
                refused.getMessage());
        assertEquals(Optional.empty(), assembler.acceptOrLog(EncoderParts.MANIFEST, manifest(1, blob)));
    }

    @Test
    void passesOverAnOlderVersionAfterANewerOne() {
        byte[] newer = noise(1, 100);
        byte[] older = noise(2, 100);
        shelve(EncoderParts.cut(EncoderParts.ENCODER, 5, newer));
        assertTrue(take(manifest(5, EncoderParts.describe(EncoderParts.ENCODER, newer))).isPresent());
        shelve(EncoderParts.cut(EncoderParts.ENCODER, 4, older));

        assertEquals(Optional.empty(), take(manifest(4, EncoderParts.describe(EncoderParts.ENCODER, older))));

        shelve(EncoderParts.cut(EncoderParts.ENCODER, 5, newer));
        assertTrue(take(manifest(5, EncoderParts.describe(EncoderParts.ENCODER, newer))).isPresent());
    }

    @ParameterizedTest
    @ValueSource(longs = {99, 101, -1, 1L << 40, Integer.MAX_VALUE})
    void passesOverAnEncoderOfAnotherSizeWithoutReservingIt(long bytes) {
        byte[] encoder = noise(1, 100);
        shelve(EncoderParts.cut(EncoderParts.ENCODER, 1, encoder));
        Blob blob = EncoderParts.describe(EncoderParts.ENCODER, encoder);
        blob.setBytes(bytes);
        blob.setChunks(Integer.MAX_VALUE);

        assertEquals(Optional.empty(), take(manifest(1, blob)));
    }

    @Test
    void leavesBlobsAloneThatNobodyWants() {
        EncoderAssembler reader = new EncoderAssembler(Set.of(EncoderParts.ENCODER));
        byte[] encoder = noise(1, 100);
        EncoderParts.cut(EncoderParts.ENCODER, 1, encoder).forEach(reader::accept);

        PublishedEncoder whole = reader.accept(EncoderParts.MANIFEST,
                manifest(1, EncoderParts.describe(EncoderParts.ENCODER, encoder),
                        EncoderParts.describe(EncoderParts.OPTIMISER, noise(2, 100))))
                .orElseThrow();

        assertEquals(Set.of(EncoderParts.ENCODER), whole.blobs().keySet());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> whole.blob(EncoderParts.OPTIMISER));
        assertTrue(e.getMessage().contains("no part 'optimiser', only [encoder]"), e.getMessage());
    }

    @Test
    void readsChunksThatLieInALargerBuffer() {
        byte[] encoder = noise(1, 1_000_000);
        Map<String, EncoderPart> cut = EncoderParts.cut(EncoderParts.ENCODER, 1, encoder);
        EncoderChunk last = (EncoderChunk) cut.get("encoder/00001").getPart();
        shelve(cut);

        PublishedEncoder whole = take(manifest(1, EncoderParts.describe(EncoderParts.ENCODER, encoder)))
                .orElseThrow();

        assertArrayEquals(Arrays.copyOfRange(encoder, 900_000, 1_000_000),
                Arrays.copyOfRange(whole.blob(EncoderParts.ENCODER), 900_000, 1_000_000));
        assertEquals(100_000, last.getData().remaining());
    }
}
