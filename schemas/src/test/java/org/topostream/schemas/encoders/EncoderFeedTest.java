package org.topostream.schemas.encoders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topostream.schemas.encoders.EncoderAssemblerTest.manifest;
import static org.topostream.schemas.encoders.EncoderAssemblerTest.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.Tails;
import org.topostream.schemas.avro.EncoderPart;

class EncoderFeedTest {
    private static final String TOPIC = "encoders.s01.vit";

    private final MockConsumer<String, EncoderPart> consumer = Tails.consumer(TOPIC);
    private final EncoderFeed feed = new EncoderFeed(Tails.open(consumer, TOPIC), Set.of(EncoderParts.ENCODER));

    private void publish(long version) {
        byte[] blob = noise((int) version, 1000);
        EncoderParts.cut(EncoderParts.ENCODER, version, blob)
                .forEach((key, part) -> Tails.add(consumer, TOPIC, key, part));
        Tails.add(consumer, TOPIC, EncoderParts.MANIFEST,
                manifest(version, EncoderParts.describe(EncoderParts.ENCODER, blob)));
    }

    @Test
    void findsTheNewestThereIs() {
        publish(0);
        publish(1);
        Tails.add(consumer, TOPIC, "stray", null);

        assertEquals(1, feed.latest().orElseThrow().manifest().getVersion());
    }

    @Test
    void readsTheNewestAloneHoweverMuchEarlierOnesLeft() {
        consumer.setMaxPollRecords(1);
        for (int version = 0; version < 50; version++) {
            publish(version);
        }
        AtomicInteger polls = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            consumer.schedulePollTask(polls::incrementAndGet);
        }

        Optional<PublishedEncoder> newest = feed.latest();

        assertEquals(49, newest.orElseThrow().manifest().getVersion());
        assertTrue(polls.get() < 10, () -> "one record a poll, and " + polls.get() + " polls");
    }

    @Test
    void findsAnEarlierOneWhereTheNewestIsDamaged() {
        publish(0);
        Tails.add(consumer, TOPIC, EncoderParts.MANIFEST,
                manifest(1, EncoderParts.describe(EncoderParts.ENCODER, noise(7, 1000))));

        assertEquals(0, feed.latest().orElseThrow().manifest().getVersion());
    }

    @Test
    void findsNothingInAnEmptyTopic() {
        assertEquals(Optional.empty(), feed.latest());
    }

    @Test
    void handsOnTheNewestOfEachPollUntilClosed() {
        List<Long> versions = new ArrayList<>();
        publish(0);
        publish(1);
        consumer.schedulePollTask(() -> {}); // The poll that finds the newest manifest.
        consumer.schedulePollTask(() -> {}); // The one that reads it and its chunks.
        consumer.schedulePollTask(() -> publish(2));
        consumer.schedulePollTask(feed::close);

        feed.follow(encoder -> versions.add(encoder.manifest().getVersion()));

        assertEquals(List.of(1L, 2L), versions);
        assertTrue(consumer.closed());
    }

    @Test
    void beginsWithTheNewestThoughItTakesSeveralPollsToReachIt() {
        List<Long> versions = new ArrayList<>();
        consumer.setMaxPollRecords(2);
        for (int version = 0; version < 5; version++) {
            publish(version);
        }

        feed.follow(encoder -> {
            versions.add(encoder.manifest().getVersion());
            feed.close();
        });

        assertEquals(List.of(4L), versions);
    }

    @Test
    void letsGoOfTheConsumerWhereNobodyFollows() {
        feed.latest();

        feed.close();

        assertTrue(consumer.closed());
    }

    @Test
    void followsNothingOnceClosed() {
        publish(0);
        feed.close();
        List<PublishedEncoder> seen = new ArrayList<>();

        feed.follow(seen::add);

        assertEquals(List.of(), seen);
    }
}
