package org.topostream.schemas.serde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.schemas.registry.FakeRegistry;
import org.topostream.schemas.registry.RegistryRefusedException;
import org.topostream.schemas.registry.RegistryUnavailableException;

class AvroDeserializerTest {
    private static final String TOPIC = "responses.s01";

    private final FakeRegistry registry = FakeRegistry.start();
    private final AvroDeserializer<Response> deserializer = Wire.deserializer(registry);

    @AfterEach
    void stop() {
        registry.close();
    }

    private void registerResponse() {
        Wire.putAt(registry, Wire.RESPONSE_ID, TOPIC + "-value", Response.getClassSchema());
    }

    private UnreadableRecordException unreadable(byte[] data) {
        return assertThrows(UnreadableRecordException.class, () -> deserializer.deserialize(TOPIC, data));
    }

    @Test
    void readsWhatFastavroWrote() {
        registerResponse();

        Response response = deserializer.deserialize(TOPIC, Wire.RESPONSE);

        assertEquals(Wire.response(), response);
    }

    @Test
    void asksTheRegistryOnlyForTheFirstRecord() {
        registerResponse();

        deserializer.deserialize(TOPIC, Wire.RESPONSE);
        deserializer.deserialize(TOPIC, Wire.RESPONSE);

        assertEquals(1, registry.requests().size());
    }

    @Test
    void readsATombstoneAsNothing() {
        assertNull(deserializer.deserialize(TOPIC, null));
    }

    @Test
    void fillsInFieldsThatAnOlderWriterDidNotHave() {
        Wire.putAt(registry, Wire.OLD_STIMULUS_ID, "stimuli-value",
                without(Stimulus.getClassSchema(), List.of("session", "onsetSeconds")));

        Stimulus stimulus = Wire.<Stimulus>deserializer(registry).deserialize("stimuli", Wire.OLD_STIMULUS);

        Stimulus expected = Stimulus.newBuilder().setStimulusId("old").setTrialId("trial-1")
                .setSplit(Split.VALIDATION).setImage(ByteBuffer.wrap(new byte[]{1, 2, 3})).setSha256("abc")
                .setSentAt(Instant.ofEpochMilli(1_700_000_000_123L)).build();
        assertEquals("", stimulus.getSession());
        assertEquals(Optional.empty(), Optional.ofNullable(stimulus.getOnsetSeconds()));
        assertEquals(expected, stimulus);
    }

    private static Schema without(Schema schema, List<String> names) {
        List<Field> kept = schema.getFields().stream().filter(field -> !names.contains(field.name()))
                .map(field -> new Field(field, field.schema())).toList();
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, kept);
    }

    @Test
    void refusesAWriterWithoutAFieldThatHasNoDefault() {
        int id = registry.put(TOPIC + "-value", without(Response.getClassSchema(), List.of("trialId")).toString());

        UnreadableRecordException e = unreadable(withId(Wire.RESPONSE, id));

        assertTrue(e.getMessage().contains("trialId"), e.getMessage());
    }

    @Test
    void refusesAnUnknownSchemaId() {
        UnreadableRecordException e = unreadable(Wire.RESPONSE);

        assertTrue(e.getMessage().contains("schema id 258") && e.getMessage().contains(TOPIC), e.getMessage());
    }

    @Test
    void doesNotBlameTheRecordWhereTheAddressIsWrong() {
        registry.answerNext(404, "<html>no such page</html>");

        assertThrows(RegistryRefusedException.class, () -> deserializer.deserialize(TOPIC, Wire.RESPONSE));
    }

    @Test
    void doesNotBlameTheRecordWhileTheRegistryIsAway() {
        registerResponse();
        registry.answerNext(503, "");

        assertThrows(RegistryUnavailableException.class, () -> deserializer.deserialize(TOPIC, Wire.RESPONSE));
        assertEquals(Wire.response(), deserializer.deserialize(TOPIC, Wire.RESPONSE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"string\"", "[\"null\",\"int\"]",
            "{\"type\":\"record\",\"name\":\"Response\",\"namespace\":\"some.lab\",\"fields\":[]}",
            "{\"type\":\"record\",\"name\":\"Thread\",\"namespace\":\"java.lang\",\"fields\":[]}",
            "{\"type\":\"enum\",\"name\":\"Split\",\"namespace\":\"org.topostream.schemas.avro\",\"symbols\":[\"A\"]}"})
    void refusesSchemasThatAreNotOurs(String schema) {
        int id = registry.put("other", schema);

        UnreadableRecordException e = unreadable(withId(Wire.RESPONSE, id));

        assertTrue(e.getMessage().contains("does not know"), e.getMessage());
    }

    @Test
    void refusesASchemaThatIsNotAvro() {
        int id = registry.putOther("other", "PROTOBUF", "message Response {}");

        UnreadableRecordException e = unreadable(withId(Wire.RESPONSE, id));

        assertTrue(e.getMessage().contains("PROTOBUF"), e.getMessage());
    }

    @Test
    void refusesAnotherFormat() {
        UnreadableRecordException json = unreadable("{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        UnreadableRecordException empty = unreadable(new byte[0]);
        UnreadableRecordException header = unreadable(new byte[]{0, 0, 0, 1});

        assertTrue(json.getMessage().contains("got 7 bytes starting with 123"), json.getMessage());
        assertTrue(empty.getMessage().contains("got 0 bytes"), empty.getMessage());
        assertTrue(header.getMessage().contains("got 4 bytes"), header.getMessage());
        assertEquals(List.of(), registry.requests());
    }

    @Test
    void refusesARecordCutShortAnywhere() {
        registerResponse();

        for (int length = WireFormat.HEADER_BYTES; length < Wire.RESPONSE.length; length++) {
            UnreadableRecordException e = unreadable(Arrays.copyOf(Wire.RESPONSE, length));
            assertTrue(e.getMessage().contains("org.topostream.schemas.avro.Response"), e.getMessage());
        }
    }

    /// Lengths of the first string, of the shape's array and of the tensor's bytes; two gigabytes, and beyond an int.
    @ParameterizedTest
    @ValueSource(ints = {5, 37, 41})
    void reservesNoMemoryForADamagedLength(int at) {
        registerResponse();
        assertTrue(List.of(0x12, 0x02, 0x18).contains((int) Wire.RESPONSE[at]), "a length at " + at);

        for (long length : new long[]{100, Integer.MAX_VALUE - 8, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, -9}) {
            byte[] damaged = withLength(Wire.RESPONSE, at, length);
            long before = allocated();

            unreadable(damaged);

            long taken = allocated() - before;
            assertTrue(taken < 10_000_000, "length " + length + " at " + at + " took " + taken + " bytes");
        }
    }

    @Test
    void readsDamagedRecordsOrRefusesThem() {
        registerResponse();
        Random random = new Random(20260101);
        int refused = 0;

        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = Wire.RESPONSE.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                damaged[WireFormat.HEADER_BYTES
                        + random.nextInt(damaged.length - WireFormat.HEADER_BYTES)] = (byte) random.nextInt(256);
            }
            try {
                deserializer.deserialize(TOPIC, damaged);
            } catch (UnreadableRecordException e) {
                refused++;
            }
        }

        assertTrue(refused > 2_000 && refused < 20_000, refused + " refused");
    }

    /// Bytes this thread has allocated so far.
    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static byte[] withId(byte[] record, int id) {
        return ByteBuffer.wrap(record.clone()).putInt(1, id).array();
    }

    /// The record with another length, as Avro writes numbers, in place of the one byte at this place.
    private static byte[] withLength(byte[] record, int at, long length) {
        ByteBuffer damaged = ByteBuffer.allocate(record.length + 10).put(record, 0, at);
        long rest = length << 1 ^ length >> 63;
        while ((rest & ~0x7fL) != 0) {
            damaged.put((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        damaged.put((byte) rest).put(record, at + 1, record.length - at - 1);
        return Arrays.copyOf(damaged.array(), damaged.position());
    }
}
