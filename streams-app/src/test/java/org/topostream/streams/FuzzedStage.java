package org.topostream.streams;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.test.TestRecord;

import org.topostream.schemas.Mutations;
import org.topostream.schemas.Site;
import org.topostream.schemas.avro.Tensor;
import org.topostream.schemas.registry.FakeRegistry;
import org.topostream.schemas.registry.RegistrySettings;

/// A stage with the real serdes and a registry in memory, which is sent bad records.
public final class FuzzedStage implements AutoCloseable {
    private final FakeRegistry registry = FakeRegistry.start();
    private final Site site = new Site("nowhere:9092", registry.url(), Map.of(RegistrySettings.PATIENCE, "0"));
    private final Serializer<SpecificRecord> serializer = site.serializer();
    private final StageDriver driver;

    public FuzzedStage(Function<Site, Topology> topology, Path stateFolder) {
        driver = new StageDriver(site, topology.apply(site), stateFolder);
    }

    public StageDriver driver() {
        return driver;
    }

    /// The record on the wire.
    public byte[] bytes(String topic, SpecificRecord record) {
        return serializer.serialize(topic, record);
    }

    /// Sends bytes.
    /// @return the dead letters that come of them: one with these very bytes, and a reason, or none
    public List<String> send(String topic, String key, byte[] value) {
        driver.send(topic, new TestRecord<>(key, value));
        List<TestRecord<String, byte[]>> letters = driver.deadLetters();
        assertTrue(letters.size() <= 1, letters.size() + " dead letters of one record");
        for (TestRecord<String, byte[]> letter : letters) {
            assertArrayEquals(value, letter.value());
            assertEquals(key, letter.key());
            assertEquals(topic, StageDriver.header(letter.headers(), DeadLetter.TOPIC));
        }
        List<String> reasons = letters.stream()
                .map(letter -> StageDriver.header(letter.headers(), DeadLetter.REASON)).toList();
        assertTrue(reasons.stream().allMatch(reason -> reason.length() > 15 && !reason.endsWith("null")),
                reasons.toString());
        return reasons;
    }

    /// Sends a good record, which must not be refused.
    public void sendGood(String topic, String key, SpecificRecord record) {
        assertEquals(List.of(), send(topic, key, bytes(topic, record)));
    }

    /// A tensor that cannot be taken as one of `elements` finite values.
    public static Tensor damaged(Tensor good, Random random) {
        byte[] data = new byte[good.getData().remaining()];
        good.getData().duplicate().get(data);
        return switch (random.nextInt(6)) {
            case 0 -> Tensor.newBuilder(good).setCrc32c(good.getCrc32c() ^ 1L << random.nextInt(32)).build();
            case 1 -> Tensor.newBuilder(good).setCrc32c(random.nextLong() | 1L << 40).build();
            case 2 -> Tensor.newBuilder(good).setShape(List.of(random.nextInt(), random.nextInt())).build();
            case 3 -> Tensor.newBuilder(good).setShape(List.of(-1)).build();
            case 4 -> Tensor.newBuilder(good).setData(java.nio.ByteBuffer.wrap(Mutations.of(data, random))).build();
            default -> Tensor.newBuilder(good).setData(java.nio.ByteBuffer.allocate(random.nextInt(4))).build();
        };
    }

    @Override
    public void close() {
        driver.close();
        registry.close();
    }
}
