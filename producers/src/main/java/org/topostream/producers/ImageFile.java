package org.topostream.producers;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.topostream.schemas.Digest;
import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.avro.Stimulus;

/// An encoded image and, where it has one, its file.
public record ImageFile(byte[] bytes, Optional<URI> uri) {

    public static ImageFile read(Path file) throws IOException {
        return new ImageFile(Files.readAllBytes(file), Optional.of(file.toRealPath().toUri()));
    }

    /// Puts the image into a stimulus: inside below 1 MB, else by its URI.
    /// @throws IOException where a large image has no file to point at
    Stimulus.Builder into(Stimulus.Builder stimulus) throws IOException {
        stimulus.setSha256(Digest.sha256(bytes));
        if (bytes.length < SizeLimits.INLINE_IMAGE_BYTES) {
            return stimulus.setImage(ByteBuffer.wrap(bytes));
        }
        return stimulus.setUri(uri.orElseThrow(() -> new IOException("an image of " + bytes.length
                + " bytes is too large to travel inside its stimulus (at most " + SizeLimits.INLINE_IMAGE_BYTES
                + ") and has no file")).toString());
    }
}
