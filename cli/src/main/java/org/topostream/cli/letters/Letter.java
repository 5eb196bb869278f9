package org.topostream.cli.letters;

import java.time.Instant;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

import org.topostream.schemas.DeadLetterHeaders;

/// What a dead letter says, without its bytes.
///
/// @param position where it lies in `dead-letters`
/// @param time     of the record that was refused
/// @param backbone under which it was refused; empty where the stage works for all
/// @param topic    where the record came from
/// @param from     its `partition:offset` there
/// @param key      of the record
/// @param bytes    size of the record's value
/// @param left     whether the bytes were too many to be copied, and lie in their topic only
public record Letter(Position position, Instant time, String stage, String backbone, String topic, String from,
        Optional<String> key, String reason, long bytes, boolean left) {

    public static Letter of(ConsumerRecord<String, byte[]> record) {
        Headers headers = record.headers();
        String left = DeadLetterHeaders.text(headers, DeadLetterHeaders.LEFT);
        int size = record.value() == null ? 0 : record.value().length;
        return new Letter(new Position(record.partition(), record.offset()), Instant.ofEpochMilli(record.timestamp()),
                DeadLetterHeaders.text(headers, DeadLetterHeaders.STAGE),
                DeadLetterHeaders.text(headers, DeadLetterHeaders.BACKBONE),
                DeadLetterHeaders.text(headers, DeadLetterHeaders.TOPIC),
                DeadLetterHeaders.text(headers, DeadLetterHeaders.PARTITION) + ":"
                        + DeadLetterHeaders.text(headers, DeadLetterHeaders.OFFSET),
                Optional.ofNullable(record.key()), DeadLetterHeaders.reason(headers),
                left.matches("\\d{1,18}") ? Long.parseLong(left) : size, !left.isEmpty());
    }
}
