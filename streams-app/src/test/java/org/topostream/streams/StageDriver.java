package org.topostream.streams;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;

/// A stage without Kafka: records go in, what it forwards comes out.
public final class StageDriver implements AutoCloseable {
    private static final Site SITE = new Site("nowhere:9092", "http://nowhere", Map.of(Site.SERIALIZER,
            PlainSerializer.class.getName(), Site.DESERIALIZER, PlainDeserializer.class.getName()));

    private final Deserializer<SpecificRecord> deserializer;
    private final TopologyTestDriver driver;

    /// A stage of [#site()].
    public StageDriver(Topology topology, Path stateFolder) {
        this(SITE, topology, stateFolder);
    }

    /// A stage of another site, whose registry must be there.
    public StageDriver(Site site, Topology topology, Path stateFolder) {
        deserializer = site.deserializer();
        Properties config = site.streams();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "stage");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        driver = new TopologyTestDriver(topology, config);
    }

    public static Site site() {
        return SITE;
    }

    public static byte[] bytes(SpecificRecord record) {
        return SITE.<SpecificRecord>serializer().serialize("any", record);
    }

    public void send(String topic, String key, SpecificRecord value) {
        send(topic, new TestRecord<>(key, bytes(value)));
    }

    public void send(String topic, TestRecord<String, byte[]> record) {
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer()).pipeInput(record);
    }

    /// What was forwarded to a topic since the last call.
    @SuppressWarnings("unchecked") // The caller knows what the topic holds.
    public <T extends SpecificRecord> List<TestRecord<String, T>> read(String topic) {
        return driver
                .createOutputTopic(topic, new StringDeserializer(), (Deserializer<T>) (Deserializer<?>) deserializer)
                .readRecordsToList();
    }

    /// What went to `dead-letters` since the last call.
    public List<TestRecord<String, byte[]>> deadLetters() {
        return driver.createOutputTopic(Topics.deadLetters().name(), new StringDeserializer(),
                new ByteArrayDeserializer()).readRecordsToList();
    }

    /// The reasons given in `dead-letters` since the last call.
    public List<String> reasons() {
        return deadLetters().stream().map(letter -> header(letter.headers(), DeadLetter.REASON)).toList();
    }

    public static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    public void advance(Duration wallClock) {
        driver.advanceWallClockTime(wallClock);
    }

    public <V> KeyValueStore<String, V> store(String name) {
        return driver.getKeyValueStore(name);
    }

    /// What a restart does: the other driver's stores are filled with what these hold.
    public void restoreInto(StageDriver other) {
        driver.getAllStateStores().keySet().forEach(name -> copy(store(name), other.store(name)));
    }

    private static void copy(KeyValueStore<String, Object> from, KeyValueStore<String, Object> into) {
        try (KeyValueIterator<String, Object> entries = from.all()) {
            entries.forEachRemaining(entry -> into.put(entry.key, entry.value));
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
