package org.topostream.schemas.encoders;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.schemas.Digest;
import org.topostream.schemas.avro.Blob;
import org.topostream.schemas.avro.EncoderChunk;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Puts encoders together from the records of their topic.
///
/// Compaction may have replaced a chunk that an older manifest counts on: that encoder is passed over, since a newer
/// manifest follows. So is an encoder of an older version than one that was whole. One whose chunks are all there, and
/// are not what its manifest says, is refused.
public final class EncoderAssembler {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderAssembler.class);

    private final Set<String> wanted;
    private final ChunkShelf chunks;

    /// Where chunks lie until their manifest comes, and the manifest of the newest whole encoder.
    public interface ChunkShelf {
        void put(String key, EncoderPart part);

        Optional<EncoderPart> get(String key);
    }

    /// Keeps chunks in memory.
    /// @param wanted names of the blobs to keep; the rest is let go
    public EncoderAssembler(Set<String> wanted) {
        this(wanted, new MemoryShelf(new HashMap<>()));
    }

    /// Keeps chunks on a shelf of the caller's.
    public EncoderAssembler(Set<String> wanted, ChunkShelf chunks) {
        this.wanted = Set.copyOf(wanted);
        this.chunks = chunks;
    }

    private record MemoryShelf(Map<String, EncoderPart> parts) implements ChunkShelf {
        @Override
        public void put(String key, EncoderPart part) {
            parts.put(key, part);
        }

        @Override
        public Optional<EncoderPart> get(String key) {
            return Optional.ofNullable(parts.get(key));
        }
    }

    /// The same for readers that no stage stands behind: what is refused is passed over with a line in the log.
    public Optional<PublishedEncoder> acceptOrLog(String key, EncoderPart part) {
        try {
            return accept(key, part);
        } catch (UnreadableRecordException e) {
            LOG.warn("encoder part passed over key={} reason={}", key, e.getMessage());
            return Optional.empty();
        }
    }

    /// Takes one record; gives an encoder when it was the manifest of a whole one.
    /// @throws UnreadableRecordException where the key is not the part's, or the encoder is damaged
    public Optional<PublishedEncoder> accept(String key, EncoderPart part) {
        return switch (part.getPart()) {
            case EncoderChunk chunk -> shelve(key, part, chunk);
            case EncoderManifest manifest -> take(key, part, manifest);
            default -> throw new IllegalStateException("unknown encoder part " + part.getPart().getClass());
        };
    }

    private static void requireKey(String expected, String key) {
        if (!expected.equals(key)) {
            throw new UnreadableRecordException("encoder part has key " + key + ", expected " + expected);
        }
    }

    private Optional<PublishedEncoder> take(String key, EncoderPart part, EncoderManifest manifest) {
        requireKey(EncoderParts.MANIFEST, key);
        Optional<Long> newest = chunks.get(key).map(before -> ((EncoderManifest) before.getPart()).getVersion());
        if (newest.isPresent() && newest.get() > manifest.getVersion()) {
            LOG.info("older encoder passed over subject={} version={} newest={}", manifest.getSubject(),
                    manifest.getVersion(), newest.get());
            return Optional.empty();
        }
        Optional<PublishedEncoder> whole = assemble(manifest);
        if (whole.isPresent()) {
            chunks.put(key, part);
        }
        return whole;
    }

    private Optional<PublishedEncoder> shelve(String key, EncoderPart part, EncoderChunk chunk) {
        if (chunk.getIndex() < 0) {
            throw new UnreadableRecordException("encoder part " + key + " has index " + chunk.getIndex()
                    + ", expected 0 or more");
        }
        requireKey(EncoderParts.key(chunk.getBlob(), chunk.getIndex()), key);
        if (wanted.contains(chunk.getBlob())) {
            chunks.put(key, part);
        }
        return Optional.empty();
    }

    private Optional<PublishedEncoder> assemble(EncoderManifest manifest) {
        Map<String, byte[]> blobs = new LinkedHashMap<>();
        for (Blob blob : manifest.getBlobs()) {
            if (wanted.contains(blob.getName())) {
                List<EncoderChunk> parts = chunksOf(blob);
                byte[] whole = join(parts);
                if (whole.length != blob.getBytes() || !Digest.sha256(whole).equals(blob.getSha256())) {
                    requireSuperseded(manifest, blob, parts, whole);
                    return Optional.empty();
                }
                blobs.put(blob.getName(), whole);
            }
        }
        return Optional.of(new PublishedEncoder(manifest, blobs));
    }

    /// A chunk that is missing or of another version was replaced, or never came; with every chunk there, nothing
    /// excuses another content.
    private static void requireSuperseded(EncoderManifest manifest, Blob blob, List<EncoderChunk> parts, byte[] whole) {
        if (parts.size() == blob.getChunks()
                && parts.stream().allMatch(chunk -> chunk.getVersion() == manifest.getVersion())) {
            throw new UnreadableRecordException("encoder version " + manifest.getVersion() + " of "
                    + manifest.getSubject() + " is damaged: part '" + blob.getName() + "' has " + whole.length
                    + " bytes with sha256 " + Digest.sha256(whole) + ", the manifest says " + blob.getBytes()
                    + " bytes with sha256 " + blob.getSha256());
        }
        LOG.info("encoder superseded subject={} version={} blob={} chunks={} expected={}", manifest.getSubject(),
                manifest.getVersion(), blob.getName(), parts.size(), blob.getChunks());
    }

    /// Goes by the chunks there are, not by what the manifest promises, which may be anything.
    private List<EncoderChunk> chunksOf(Blob blob) {
        List<EncoderChunk> found = new ArrayList<>();
        for (int index = 0; index < blob.getChunks(); index++) {
            Optional<EncoderPart> part = chunks.get(EncoderParts.key(blob.getName(), index));
            if (part.isEmpty()) {
                break;
            }
            found.add((EncoderChunk) part.get().getPart());
        }
        return found;
    }

    private static byte[] join(List<EncoderChunk> parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (EncoderChunk part : parts) {
            ByteBuffer data = part.getData().duplicate();
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            whole.writeBytes(bytes);
        }
        return whole.toByteArray();
    }
}
