package org.topostream.streams;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// What `dead-letters` receives: the original bytes, with the reason, stage, topic, partition and offset as headers.
public final class DeadLetter {
    public static final String REASON = "reason";
    public static final String STAGE = "stage";
    public static final String TOPIC = "topic";
    public static final String PARTITION = "partition";
    public static final String OFFSET = "offset";

    private DeadLetter() {}

    static Record<String, byte[]> of(Record<String, byte[]> original, RecordMetadata from, String stage,
            String reason) {
        Headers headers = new RecordHeaders(original.headers().toArray());
        add(headers, REASON, reason);
        add(headers, STAGE, stage);
        add(headers, TOPIC, from.topic());
        add(headers, PARTITION, Integer.toString(from.partition()));
        add(headers, OFFSET, Long.toString(from.offset()));
        return original.withHeaders(headers);
    }

    private static void add(Headers headers, String key, String value) {
        headers.add(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
