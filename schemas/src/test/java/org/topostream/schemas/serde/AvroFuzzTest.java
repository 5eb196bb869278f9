package org.topostream.schemas.serde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.schemas.Cases;
import org.topostream.schemas.Mutations;
import org.topostream.schemas.Records;
import org.topostream.schemas.registry.FakeRegistry;

/// Damaged records are read or refused; nothing else is thrown, and no memory is taken that the bytes do not have.
@Timeout(120)
class AvroFuzzTest {
    private static final String TOPIC = "any";
    private static final long MOST_BYTES = 10_000_000;

    private final FakeRegistry registry = FakeRegistry.start();
    private final AvroSerializer<SpecificRecord> serializer = Wire.serializer(registry,
            Map.of("value.subject.name.strategy", "RecordNameStrategy"));
    private final AvroDeserializer<SpecificRecord> deserializer = Wire.deserializer(registry);
    private final List<byte[]> good = Records.all().stream().map(record -> serializer.serialize(TOPIC, record))
            .toList();

    @AfterEach
    void stop() {
        registry.close();
    }

    private UnreadableRecordException refused(byte[] bytes) {
        UnreadableRecordException refused = assertThrows(UnreadableRecordException.class,
                () -> deserializer.deserialize(TOPIC, bytes));
        assertTrue(refused.getMessage().contains("record of topic " + TOPIC), refused.getMessage());
        return refused;
    }

    @Test
    void readsOrRefusesDamagedRecords() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int[] read = new int[1];

        Cases.run(4_000, (random, number) -> {
            byte[] original = good.get(number % good.size());
            byte[] damaged = Mutations.of(original, random);
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                deserializer.deserialize(TOPIC, damaged);
                read[0]++;
            } catch (UnreadableRecordException e) {
                assertTrue(e.getMessage().contains("record of topic " + TOPIC), e.getMessage());
            }
            long taken = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(taken < MOST_BYTES, taken + " bytes for a record of " + damaged.length);
            assertEquals(Records.all().get(number % good.size()), deserializer.deserialize(TOPIC, original));
        });

        assertTrue(read[0] < 3_000, read[0] + " damaged records were read");
    }

    @Test
    void refusesRecordsThatEndEarlyOrLate() {
        Cases.run(1_500, (random, number) -> {
            byte[] original = good.get(number % good.size());
            int length = random.nextInt(2 * original.length);

            if (length != original.length) {
                refused(Arrays.copyOf(original, length));
            }
        });
    }

    @Test
    void saysHowManyBytesFollowARecord() {
        byte[] original = good.getFirst();

        UnreadableRecordException refused = refused(Arrays.copyOf(original, original.length + 2));

        assertTrue(refused.getMessage().contains("expected its end, got 2 more bytes of " + (original.length + 2)),
                refused.getMessage());
    }

    @Test
    void refusesSchemaIdsThatNobodyRegistered() {
        Cases.run(500, (random, number) -> {
            byte[] original = good.get(number % good.size()).clone();
            int id = random.nextInt() | 1 << 20;

            UnreadableRecordException refused = refused(ByteBuffer.wrap(original).putInt(1, id).array());

            assertTrue(refused.getMessage().contains("schema id " + id), refused.getMessage());
        });
    }
}
