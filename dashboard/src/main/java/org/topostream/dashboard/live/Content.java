package org.topostream.dashboard.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

import org.topostream.schemas.Digest;

/// Bytes that are served again and again.
public final class Content {
    private static final int TAG_DIGITS = 16;

    private final byte[] bytes;
    private final String tag;
    private Optional<byte[]> zipped = Optional.empty();

    public Content(byte[] bytes) {
        this.bytes = bytes;
        tag = '"' + Digest.sha256(bytes).substring(0, TAG_DIGITS) + '"';
    }

    public byte[] bytes() {
        return bytes;
    }

    /// Another one for other bytes; an entity tag with its quotation marks.
    public String tag() {
        return tag;
    }

    /// The bytes as gzip, made when they are asked for first.
    public synchronized byte[] zipped() {
        if (zipped.isEmpty()) {
            zipped = Optional.of(zip(bytes));
        }
        return zipped.get();
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return out.toByteArray();
    }
}
