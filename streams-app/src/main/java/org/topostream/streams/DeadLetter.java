package org.topostream.streams;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

import org.topostream.schemas.DeadLetterHeaders;

/// What `dead-letters` receives: the original bytes, with the reason, stage, topic, partition and offset as headers, and
/// the backbone where the stage works for one: others may have taken the record. The reason names it too.
///
/// A record so large that the headers would not fit beside it stays where it is, and only the headers are sent: a
/// record that cannot be sent would stop the stream.
///
/// @param stage       which refuses
/// @param backbone    for which the stage works, if it is one
/// @param recordBytes largest record
public record DeadLetter(String stage, Optional<String> backbone, int recordBytes) {
    public static final String REASON = DeadLetterHeaders.REASON;
    public static final String STAGE = DeadLetterHeaders.STAGE;
    public static final String TOPIC = DeadLetterHeaders.TOPIC;
    public static final String PARTITION = DeadLetterHeaders.PARTITION;
    public static final String OFFSET = DeadLetterHeaders.OFFSET;

    private static final int HEADROOM = 128 * 1024;
    private static final int LONGEST_REASON = 4_000;
    private static final int LONGEST_KEY = 1_000;

    Record<String, byte[]> of(Record<String, byte[]> original, RecordMetadata from, String reason) {
        boolean fits = keySize(original.key()) + size(original) <= recordBytes - HEADROOM;
        String whole = backbone.map(name -> "backbone " + name + ": ").orElse("") + reason;
        String shortened = whole.substring(0, Math.min(whole.length(), LONGEST_REASON));
        Headers headers = fits ? new RecordHeaders(original.headers().toArray()) : new RecordHeaders();
        add(headers, REASON, fits ? shortened : shortened + "; its " + size(original) + " bytes stay in its topic");
        if (!fits) {
            add(headers, DeadLetterHeaders.LEFT, Long.toString(size(original)));
        }
        add(headers, STAGE, stage);
        backbone.ifPresent(name -> add(headers, DeadLetterHeaders.BACKBONE, name));
        add(headers, TOPIC, from.topic());
        add(headers, PARTITION, Integer.toString(from.partition()));
        add(headers, OFFSET, Long.toString(from.offset()));
        return (fits ? original : original.withKey(shortened(original.key())).withValue(new byte[0]))
                .withHeaders(headers);
    }

    private static String shortened(String key) {
        return key == null ? null : key.substring(0, Math.min(key.length(), LONGEST_KEY));
    }

    private static long keySize(String key) {
        return key == null ? 0 : key.getBytes(StandardCharsets.UTF_8).length;
    }

    private static long size(Record<String, byte[]> record) {
        long bytes = record.value() == null ? 0 : record.value().length;
        for (Header header : record.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    private static void add(Headers headers, String key, String value) {
        headers.add(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
