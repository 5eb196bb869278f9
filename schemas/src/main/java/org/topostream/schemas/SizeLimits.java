package org.topostream.schemas;

import java.util.Map;

/// How large a record may be: the one place from which topics, producers and fetches take their limits.
public final class SizeLimits {
    /// Largest record: features of a large network at fp16 take 1.2 MB, a whole cortex's responses 1.2 MB.
    public static final int RECORD_BYTES = 16 * 1024 * 1024;
    /// Largest image that travels inside its stimulus.
    public static final int INLINE_IMAGE_BYTES = 1_000_000;
    /// Largest piece of an encoder.
    public static final int CHUNK_BYTES = 900_000;
    private static final int HEADROOM = 64 * 1024;

    private SizeLimits() {}

    /// For a topic.
    public static Map<String, String> topic() {
        return Map.of("max.message.bytes", Integer.toString(RECORD_BYTES));
    }

    /// For a broker.
    public static Map<String, String> broker() {
        return Map.of("message.max.bytes", Integer.toString(RECORD_BYTES + HEADROOM), "replica.fetch.max.bytes",
                Integer.toString(RECORD_BYTES + HEADROOM), "socket.request.max.bytes",
                Integer.toString(8 * RECORD_BYTES));
    }

    /// For a producer.
    public static Map<String, String> producer() {
        return Map.of("max.request.size", Integer.toString(RECORD_BYTES), "buffer.memory",
                Integer.toString(4 * RECORD_BYTES));
    }

    /// For a consumer.
    public static Map<String, String> consumer() {
        return Map.of("max.partition.fetch.bytes", Integer.toString(RECORD_BYTES + HEADROOM), "fetch.max.bytes",
                Integer.toString(2 * RECORD_BYTES));
    }
}
