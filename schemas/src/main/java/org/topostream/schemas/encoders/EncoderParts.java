package org.topostream.schemas.encoders;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.topostream.schemas.Digest;
import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.avro.Blob;
import org.topostream.schemas.avro.EncoderChunk;
import org.topostream.schemas.avro.EncoderPart;

/// Cuts blobs into records of the encoders topic. Keys are used again by later versions, so that compaction keeps
/// one encoder.
public final class EncoderParts {
    /// Key of the manifest, which comes last.
    public static final String MANIFEST = "manifest";
    /// What predicts.
    public static final String ENCODER = "encoder";
    /// What only a trainer needs: the encoder as it was before its parameters were rounded; absent where they were not.
    public static final String EXACT = "exact";
    /// What only a trainer needs to go on.
    public static final String OPTIMISER = "optimiser";
    /// What only a trainer needs: the sums behind the voxels' mean and spread.
    public static final String STATISTICS = "statistics";

    /// What only a trainer needs: the parameters as the last step left them, where the encoder's are their average.
    public static final String PARAMETERS = "parameters";
    /// What only a trainer needs: the losses of the last steps.
    public static final String LOSSES = "losses";
    /// Everything that may be published.
    public static final Set<String> ALL = Set.of(ENCODER, EXACT, PARAMETERS, OPTIMISER, STATISTICS, LOSSES);

    private EncoderParts() {}

    /// What the manifest says of a blob.
    public static Blob describe(String name, byte[] blob) {
        return new Blob(name, chunks(blob), (long) blob.length, Digest.sha256(blob));
    }

    /// Its chunks by key.
    public static Map<String, EncoderPart> cut(String name, long version, byte[] blob) {
        Map<String, EncoderPart> parts = new LinkedHashMap<>();
        for (int index = 0; index < chunks(blob); index++) {
            int from = index * SizeLimits.CHUNK_BYTES;
            ByteBuffer data = ByteBuffer.wrap(blob, from, Math.min(SizeLimits.CHUNK_BYTES, blob.length - from));
            parts.put(key(name, index), new EncoderPart(new EncoderChunk(name, index, version, data)));
        }
        return parts;
    }

    private static int chunks(byte[] blob) {
        return Math.ceilDiv(blob.length, SizeLimits.CHUNK_BYTES);
    }

    /// Key of one chunk; the same on every machine, whatever digits its language has.
    static String key(String name, int index) {
        return String.format(Locale.ROOT, "%s/%05d", name, index);
    }
}
