package org.topostream.schemas.encoders;

import java.util.Map;

import org.topostream.schemas.avro.EncoderManifest;

/// A complete, checked encoder as it was published.
public record PublishedEncoder(EncoderManifest manifest, Map<String, byte[]> blobs) {
    /// @throws IllegalArgumentException where the encoder has no such blob
    public byte[] blob(String name) {
        byte[] blob = blobs.get(name);
        if (blob == null) {
            throw new IllegalArgumentException("encoder version " + manifest.getVersion() + " of "
                    + manifest.getSubject() + " has no part '" + name + "', only " + blobs.keySet());
        }
        return blob;
    }
}
