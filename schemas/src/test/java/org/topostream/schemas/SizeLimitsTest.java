package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class SizeLimitsTest {
    private static int of(Map<String, String> limits, String name) {
        return Integer.parseInt(limits.get(name));
    }

    @Test
    void letsEveryRecordOfAProducerThroughToTheConsumer() {
        int produced = of(SizeLimits.producer(), ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        int kept = of(SizeLimits.topic(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        int brokered = of(SizeLimits.broker(), "message.max.bytes");

        assertTrue(produced <= kept && kept <= brokered, produced + " <= " + kept + " <= " + brokered);
        assertTrue(kept <= of(SizeLimits.broker(), "replica.fetch.max.bytes"), "replicas follow");
        assertTrue(kept <= of(SizeLimits.consumer(), ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), "one fetch");
        assertTrue(of(SizeLimits.consumer(), ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG) <= of(
                SizeLimits.consumer(), ConsumerConfig.FETCH_MAX_BYTES_CONFIG), "fetches of several partitions");
        assertTrue(produced <= of(SizeLimits.producer(), ProducerConfig.BUFFER_MEMORY_CONFIG), "buffered");
        assertTrue(brokered < of(SizeLimits.broker(), "socket.request.max.bytes"), "received");
    }

    @Test
    void usesNamesThatKafkaKnows() {
        assertKnown(ProducerConfig.configNames(), SizeLimits.producer());
        assertKnown(ConsumerConfig.configNames(), SizeLimits.consumer());
    }

    private static void assertKnown(Set<String> known, Map<String, String> limits) {
        assertEquals(limits.keySet(), limits.keySet().stream().filter(known::contains)
                .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void leavesRoomForTheLargestPieces() {
        assertTrue(SizeLimits.CHUNK_BYTES <= 900_000, "chunks fit a broker with Kafka's own limit of 1 MB");
        assertTrue(SizeLimits.INLINE_IMAGE_BYTES <= 1_000_000, "so do stimuli, but for their header");
        // A network of 32 layers of 1,280 channels; a cortex of 327,684 vertices.
        assertTrue(2 * 32 * 1280 * (64 + 1) < SizeLimits.RECORD_BYTES, "features");
        assertTrue(4 * 327_684 < SizeLimits.RECORD_BYTES, "responses");
    }
}
