package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeLimitsTest {
    private static final SizeLimits LIMITS = SizeLimits.defaults();
    private static final int[] LARGE = widths(24, 1024);
    private static final int[] GIANT = widths(40, 1536);

    private static int[] widths(int layers, int channels) {
        int[] widths = new int[layers];
        Arrays.fill(widths, channels);
        return widths;
    }

    private static int of(Map<String, String> limits, String name) {
        return Integer.parseInt(limits.get(name));
    }

    @Test
    void letsEveryRecordOfAProducerThroughToTheConsumer() {
        int produced = of(LIMITS.producer(), ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        int kept = of(LIMITS.topic(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        int brokered = of(LIMITS.broker(), "message.max.bytes");

        assertTrue(produced <= kept && kept <= brokered, produced + " <= " + kept + " <= " + brokered);
        assertTrue(kept <= of(LIMITS.broker(), "replica.fetch.max.bytes"), "replicas follow");
        assertTrue(kept <= of(LIMITS.consumer(), ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), "one fetch");
        assertTrue(of(LIMITS.consumer(), ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG) <= of(
                LIMITS.consumer(), ConsumerConfig.FETCH_MAX_BYTES_CONFIG), "fetches of several partitions");
        assertTrue(produced <= of(LIMITS.producer(), ProducerConfig.BUFFER_MEMORY_CONFIG), "buffered");
        assertTrue(brokered < of(LIMITS.broker(), "socket.request.max.bytes"), "received");
    }

    @Test
    void usesNamesThatKafkaKnows() {
        assertKnown(ProducerConfig.configNames(), LIMITS.producer());
        assertKnown(ConsumerConfig.configNames(), LIMITS.consumer());
    }

    private static void assertKnown(Set<String> known, Map<String, String> limits) {
        assertEquals(limits.keySet(), limits.keySet().stream().filter(known::contains)
                .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void leavesRoomForTheLargestPieces() {
        assertTrue(SizeLimits.CHUNK_BYTES <= 900_000, "chunks fit a broker with Kafka's own limit of 1 MB");
        assertTrue(SizeLimits.INLINE_IMAGE_BYTES <= 1_000_000, "so do stimuli, but for their header");
        // A cortex of 327,684 vertices.
        assertTrue(4 * 327_684 < LIMITS.recordBytes(), "responses");
    }

    @Test
    void countsTheFeaturesOfLargeNetworks() {
        int around = 65_536;

        assertEquals(3_194_880 + around, SizeLimits.featuresBytes(LARGE), "24 layers of 1,024 channels");
        assertEquals(7_987_200 + around, SizeLimits.featuresBytes(GIANT), "40 layers of 1,536 channels");
        LIMITS.requireRoomForFeatures("vit-l", LARGE);
        LIMITS.requireRoomForFeatures("vit-g", GIANT);
    }

    @Test
    void refusesABackboneWhoseFeaturesAreLargerThanARecord() {
        SizeLimits small = new SizeLimits(4_000_000);
        small.requireRoomForFeatures("vit-l", LARGE);

        SizeLimitException refused = assertThrows(SizeLimitException.class,
                () -> small.requireRoomForFeatures("vit-g", GIANT));

        assertEquals("features of backbone vit-g take up to 8052736 bytes for each stimulus, but records have at most "
                + "4000000: set topostream.record.max.bytes to 8052736 or more in the file that --config names, or give "
                + "fewer layers in its backbone.json", refused.getMessage());
        new SizeLimits(8_052_736).requireRoomForFeatures("vit-g", GIANT);
    }

    @Test
    void refusesMoreChannelsThanAnIntCounts() {
        assertThrows(SizeLimitException.class,
                () -> LIMITS.requireRoomForFeatures("monster", widths(3, Integer.MAX_VALUE)));
    }

    @Test
    void comesFromTheSettingsOfASite() {
        assertEquals(LIMITS, SizeLimits.of(Map.of()));
        assertEquals(new SizeLimits(33_554_432), SizeLimits.of(Map.of("topostream.record.max.bytes", "33554432 ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"16 MB", "1048575", "267386881", "-1"})
    void refusesASettingThatIsNoPossibleSize(String bytes) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> SizeLimits.of(Map.of("topostream.record.max.bytes", bytes)));

        assertTrue(refused.getMessage().startsWith("topostream.record.max.bytes must be "), refused.getMessage());
        assertTrue(refused.getMessage().contains(bytes), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_048_576, 267_386_880})
    void staysWithinAnIntAtBothEnds(int bytes) {
        SizeLimits limits = new SizeLimits(bytes);

        assertTrue(of(limits.broker(), "socket.request.max.bytes") > of(limits.broker(), "message.max.bytes"));
        assertTrue(of(limits.consumer(), "fetch.max.bytes") > bytes);
        assertEquals(4L * bytes, Long.parseLong(limits.producer().get("buffer.memory")));
    }
}
