package org.topostream.schemas.encoders;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/// Puts encoders together from the records of their topic.
///
/// Compaction may have replaced a chunk that an older manifest counts on: that encoder is passed over, since a newer
/// manifest follows.
public final class EncoderAssembler {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderAssembler.class);

    private final Set<String> wanted;
    private final ChunkShelf chunks;

    /// Where chunks lie until their manifest comes.
    public interface ChunkShelf {
        void put(String key, EncoderPart chunk);

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
        public void put(String key, EncoderPart chunk) {
            parts.put(key, chunk);
        }

        @Override
        public Optional<EncoderPart> get(String key) {
            return Optional.ofNullable(parts.get(key));
        }
    }

    /// Takes one record; gives an encoder when it was the manifest of a whole one.
    public Optional<PublishedEncoder> accept(String key, EncoderPart part) {
        return switch (part.getPart()) {
            case EncoderChunk chunk -> shelve(key, part, chunk);
            case EncoderManifest manifest -> assemble(manifest);
            default -> throw new IllegalStateException("unknown encoder part " + part.getPart().getClass());
        };
    }

    private Optional<PublishedEncoder> shelve(String key, EncoderPart part, EncoderChunk chunk) {
        if (wanted.contains(chunk.getBlob())) {
            chunks.put(key, part);
        }
        return Optional.empty();
    }

    private Optional<PublishedEncoder> assemble(EncoderManifest manifest) {
        Map<String, byte[]> blobs = new LinkedHashMap<>();
        for (Blob blob : manifest.getBlobs()) {
            if (wanted.contains(blob.getName())) {
                byte[] whole = join(blob);
                if (whole.length != blob.getBytes() || !Digest.sha256(whole).equals(blob.getSha256())) {
                    LOG.info("encoder superseded subject={} version={} blob={}", manifest.getSubject(),
                            manifest.getVersion(), blob.getName());
                    return Optional.empty();
                }
                blobs.put(blob.getName(), whole);
            }
        }
        return Optional.of(new PublishedEncoder(manifest, blobs));
    }

    /// Goes by the chunks there are, not by what the manifest promises, which may be anything.
    private byte[] join(Blob blob) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int index = 0; index < blob.getChunks(); index++) {
            Optional<EncoderPart> part = chunks.get(EncoderParts.key(blob.getName(), index));
            if (part.isEmpty()) {
                break;
            }
            ByteBuffer data = ((EncoderChunk) part.get().getPart()).getData().duplicate();
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            whole.writeBytes(bytes);
        }
        return whole.toByteArray();
    }
}
