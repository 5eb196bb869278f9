package org.topostream.cli.letters;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;

/// Reads `dead-letters` as it is now.
public record DeadLetters(Site site) {

    /// All letters that are chosen, oldest first.
    public List<Letter> list(LetterChoice choice) {
        List<Letter> letters = new ArrayList<>();
        read(record -> {
            Letter letter = Letter.of(record);
            if (choice.takes(letter)) {
                letters.add(letter);
            }
        });
        return letters;
    }

    /// Tells of all letters, oldest first.
    public void each(Consumer<Letter> sink) {
        read(record -> sink.accept(Letter.of(record)));
    }

    /// One letter, bytes and all.
    /// @throws IllegalArgumentException where there is none at that place
    public ConsumerRecord<String, byte[]> get(Position position) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        read(record -> {
            if (new Position(record.partition(), record.offset()).equals(position)) {
                found.add(record);
            }
        });
        return found.stream().findFirst().orElseThrow(
                () -> new IllegalArgumentException(
                        "no dead letter at " + position + "; 'dead-letters list' shows all"));
    }

    /// Hands on everything up to the end as it is at the call, and nothing beyond.
    void read(Consumer<ConsumerRecord<String, byte[]>> sink) {
        try (TopicTail<byte[]> tail = TopicTail.raw(site, Topics.deadLetters().name())) {
            Map<TopicPartition, Long> ends = tail.ends();
            tail.readToEnd(record -> {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    sink.accept(record);
                }
            });
        }
    }

    /// Which letters were sent again.
    public Set<Position> retried() {
        Set<Position> retried = new HashSet<>();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            if (!admin.names().contains(Topics.retries().name())) {
                return retried;
            }
        }
        try (TopicTail<byte[]> tail = TopicTail.raw(site, Topics.retries().name())) {
            tail.readToEnd(record -> Optional.ofNullable(record.key()).map(Position::parse).ifPresent(retried::add));
        }
        return retried;
    }
}
