package org.topostream.schemas;

import java.util.Arrays;
import java.util.Map;

/// How large a record may be: the one place from which topics, producers, fetches and the embedded broker take their
/// limits.
///
/// @param recordBytes largest record, from 1 MiB to 255 MiB
public record SizeLimits(int recordBytes) {
    /// The setting of a site, in the file that `--config` names, for networks whose features are larger than the
    /// default lets through, or clusters that let less through.
    public static final String SETTING = "topostream.record.max.bytes";
    /// Largest image that travels inside its stimulus.
    public static final int INLINE_IMAGE_BYTES = 1_000_000;
    /// Largest piece of an encoder.
    public static final int CHUNK_BYTES = 900_000;

    private static final int MEGABYTE = 1024 * 1024;
    private static final int DEFAULT = 16 * MEGABYTE;
    private static final int SMALLEST = MEGABYTE;
    /// Requests are eight times as large, and an int must hold them.
    private static final int LARGEST = 255 * MEGABYTE;
    /// Ids, names of layers, times: everything of a record but its values, and what Kafka adds.
    private static final int HEADROOM = 64 * 1024;
    private static final int HALF_BYTES = 2;
    /// Of one channel of features: an 8 x 8 grid and a global token.
    private static final int TOKENS = 8 * 8 + 1;

    /// @throws IllegalArgumentException where records would be too small for an encoder's pieces, or too large for Kafka
    public SizeLimits {
        if (recordBytes < SMALLEST || recordBytes > LARGEST) {
            throw new IllegalArgumentException(SETTING + " must be from " + SMALLEST + " to " + LARGEST + ", got "
                    + recordBytes);
        }
    }

    /// 16 MiB: twice the features of a network of 40 layers of 1,536 channels.
    public static SizeLimits defaults() {
        return new SizeLimits(DEFAULT);
    }

    /// What a site's settings say, else the defaults.
    /// @throws IllegalArgumentException where that is no size
    public static SizeLimits of(Map<String, String> settings) {
        String bytes = settings.getOrDefault(SETTING, Integer.toString(DEFAULT));
        try {
            return new SizeLimits(Integer.parseInt(bytes.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(SETTING + " must be a number of bytes, got '" + bytes + "'", e);
        }
    }

    /// Whether a site may be told to have records of this size.
    static boolean isPossible(long bytes) {
        return bytes >= SMALLEST && bytes <= LARGEST;
    }

    /// For a topic.
    public Map<String, String> topic() {
        return Map.of("max.message.bytes", Integer.toString(recordBytes));
    }

    /// For a broker.
    public Map<String, String> broker() {
        return Map.of("message.max.bytes", Integer.toString(recordBytes + HEADROOM), "replica.fetch.max.bytes",
                Integer.toString(recordBytes + HEADROOM), "socket.request.max.bytes",
                Integer.toString(8 * recordBytes));
    }

    /// For a producer.
    public Map<String, String> producer() {
        return Map.of("max.request.size", Integer.toString(recordBytes), "buffer.memory",
                Long.toString(4L * recordBytes));
    }

    /// For a consumer.
    public Map<String, String> consumer() {
        return Map.of("max.partition.fetch.bytes", Integer.toString(recordBytes + HEADROOM), "fetch.max.bytes",
                Integer.toString(2 * recordBytes));
    }

    /// Smallest request that a broker must take: one that holds a record.
    int requestBytes() {
        return recordBytes + HEADROOM;
    }

    /// Most bytes that the features of one stimulus take as a record, with fp16 values.
    /// @param widths channels of each layer `[L]`
    public static long featuresBytes(int[] widths) {
        return HALF_BYTES * TOKENS * Arrays.stream(widths).asLongStream().sum() + HEADROOM;
    }

    /// @param widths channels of each layer `[L]`
    /// @throws SizeLimitException where features of a backbone may be larger than a record
    public void requireRoomForFeatures(String backbone, int[] widths) {
        long bytes = featuresBytes(widths);
        if (bytes > recordBytes) {
            throw new SizeLimitException("features of backbone " + backbone + " take up to " + bytes
                    + " bytes for each stimulus, but records have at most " + recordBytes + ": set " + SETTING
                    + " to " + bytes + " or more in the file that --config names, or give fewer layers in its "
                    + "backbone.json");
        }
    }
}
