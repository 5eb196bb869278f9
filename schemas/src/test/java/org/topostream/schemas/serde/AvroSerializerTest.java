package org.topostream.schemas.serde;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topostream.schemas.serde.Wire.serializer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.registry.FakeRegistry;
import org.topostream.schemas.registry.RegistryRefusedException;
import org.topostream.schemas.registry.RegistryUnavailableException;

class AvroSerializerTest {
    private static final String TOPIC = "responses.s01";
    private static final Map<String, String> LATEST = Map.of("auto.register.schemas", "false", "use.latest.version",
            "true");

    private final FakeRegistry registry = FakeRegistry.start();

    @AfterEach
    void stop() {
        registry.close();
    }

    private List<String> asked() {
        return registry.requests().stream().map(request -> request.method() + " " + request.path()).toList();
    }

    @Test
    void writesTheBytesThatFastavroWrites() {
        Wire.putAt(registry, Wire.RESPONSE_ID, TOPIC + "-value", Response.getClassSchema());

        byte[] written = serializer(registry, Map.of()).serialize(TOPIC, Wire.response());

        assertArrayEquals(Wire.RESPONSE, written);
    }

    @Test
    void writesATombstoneAsNothing() {
        assertNull(serializer(registry, Map.of()).serialize(TOPIC, null));

        assertEquals(List.of(), asked());
    }

    @Test
    void asksTheRegistryOnlyForTheFirstRecord() {
        AvroSerializer<Response> serializer = serializer(registry, Map.of());

        byte[] first = serializer.serialize(TOPIC, Wire.response());
        byte[] second = serializer.serialize(TOPIC, Wire.response());

        assertArrayEquals(first, second);
        assertEquals(List.of("POST /subjects/responses.s01-value/versions"), asked());
    }

    @Test
    void registersTheSchemaWithoutWhatOnlyJavaNeeds() {
        serializer(registry, Map.of()).serialize(TOPIC, Wire.response());

        Schema registered = new Schema.Parser().parse(registry.schema(1));

        assertFalse(registered.toString().contains("avro.java"), registered.toString());
        assertEquals(PlainSchema.of(Response.getClassSchema()), registered);
        assertEquals("Who saw it", registered.getField("subject").doc());
    }

    @Test
    void findsASchemaThatSomebodyRegisteredFromItsFile() throws Exception {
        String file = Files.readString(Path.of("src/main/avro/Split.avsc"));
        registry.put("split", file);

        int id = new org.topostream.schemas.registry.SchemaRegistryClient(
                org.topostream.schemas.registry.RegistrySettings.from(Map.of("schema.registry.url", registry.url())))
                .lookUp("split", PlainSchema.of(Split.getClassSchema()));

        assertEquals(1, id);
    }

    @Test
    void registersNothingWhereItMayNot() {
        AvroSerializer<Response> serializer = serializer(registry, Map.of("auto.register.schemas", "false"));

        RegistryRefusedException e = assertThrows(RegistryRefusedException.class,
                () -> serializer.serialize(TOPIC, Wire.response()));

        assertEquals(40401, e.code());
        assertEquals(List.of("POST /subjects/responses.s01-value"), asked());
    }

    @Test
    void usesTheRegisteredSchemaWhereItMayNotRegister() {
        Wire.putAt(registry, Wire.RESPONSE_ID, TOPIC + "-value", Response.getClassSchema());

        byte[] written = serializer(registry, Map.of("auto.register.schemas", "false")).serialize(TOPIC,
                Wire.response());

        assertArrayEquals(Wire.RESPONSE, written);
    }

    @Test
    void writesTheLatestVersionAskingOnce() {
        Wire.putAt(registry, Wire.RESPONSE_ID, TOPIC + "-value", Response.getClassSchema());
        AvroSerializer<Response> serializer = serializer(registry, LATEST);

        byte[] first = serializer.serialize(TOPIC, Wire.response());
        byte[] second = serializer.serialize(TOPIC, Wire.response());

        assertArrayEquals(Wire.RESPONSE, first);
        assertArrayEquals(Wire.RESPONSE, second);
        assertEquals(List.of("GET /subjects/responses.s01-value/versions/latest"), asked());
    }

    @Test
    void prefersRegisteringToTheLatestVersionAsConfluentDoes() {
        serializer(registry, Map.of("use.latest.version", "true")).serialize(TOPIC, Wire.response());

        assertEquals(List.of("POST /subjects/responses.s01-value/versions"), asked());
    }

    @Test
    void writesFieldsOfALatestVersionThatIsNewerThanOurs() {
        String newer = plain().replace("\"fields\":[{\"name\":\"stimulusId\"",
                "\"fields\":[{\"name\":\"scanner\",\"type\":\"string\",\"default\":\"7T\"},{\"name\":\"stimulusId\"");
        registry.put(TOPIC + "-value", newer);

        byte[] written = serializer(registry, LATEST).serialize(TOPIC, Wire.response());

        assertEquals(1, WireFormat.schemaId(TOPIC, written));
        assertArrayEquals(new byte[]{4, '7', 'T'}, java.util.Arrays.copyOfRange(written, 5, 8));
        assertEquals(Wire.response(), Wire.<Response>deserializer(registry).deserialize(TOPIC, written));
    }

    @Test
    void refusesALatestVersionThatNeedsMoreThanItHas() {
        registry.put(TOPIC + "-value", plain().replace("\"fields\":[{\"name\":\"stimulusId\"",
                "\"fields\":[{\"name\":\"scanner\",\"type\":\"string\"},{\"name\":\"stimulusId\""));

        SerializationException e = assertThrows(SerializationException.class,
                () -> serializer(registry, LATEST).serialize(TOPIC, Wire.response()));

        assertTrue(e.getMessage().contains("topic " + TOPIC) && e.getMessage().contains("scanner"), e.getMessage());
    }

    private static String plain() {
        String plain = PlainSchema.of(Response.getClassSchema()).toString();
        assertTrue(plain.contains("\"fields\":[{\"name\":\"stimulusId\""), plain);
        return plain;
    }

    @ParameterizedTest
    @CsvSource({"io.confluent.kafka.serializers.subject.TopicNameStrategy,responses.s01-value",
            "io.confluent.kafka.serializers.subject.RecordNameStrategy,org.topostream.schemas.avro.Response",
            "TopicRecordNameStrategy,responses.s01-org.topostream.schemas.avro.Response"})
    void namesSubjectsAsConfluentsStrategiesDo(String strategy, String subject) {
        serializer(registry, Map.of("value.subject.name.strategy", strategy)).serialize(TOPIC, Wire.response());

        assertEquals(List.of("POST /subjects/" + subject + "/versions"), asked());
    }

    @Test
    void refusesAStrategyItDoesNotKnow() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> serializer(registry, Map.of("value.subject.name.strategy", "com.lab.OwnStrategy")));

        assertTrue(e.getMessage().contains("com.lab.OwnStrategy"), e.getMessage());
    }

    @Test
    void refusesARecordThatLacksAField() {
        Response response = Wire.response();
        response.setTrialId(null);

        SerializationException e = assertThrows(SerializationException.class,
                () -> serializer(registry, Map.of()).serialize(TOPIC, response));

        assertTrue(e.getMessage().contains("trialId") && e.getMessage().contains(TOPIC), e.getMessage());
    }

    @Test
    void failsWhileTheRegistryIsAway() {
        registry.answerNext(503, "");

        assertThrows(RegistryUnavailableException.class,
                () -> serializer(registry, Map.of()).serialize(TOPIC, Wire.response()));
    }

    @Test
    void refusesToServeForKeysOrUnconfigured() {
        Map<String, String> config = Map.of("schema.registry.url", registry.url());

        assertThrows(IllegalArgumentException.class, () -> new AvroSerializer<Response>().configure(config, true));
        assertThrows(IllegalArgumentException.class, () -> new AvroDeserializer<Response>().configure(config, true));
        assertThrows(IllegalStateException.class,
                () -> new AvroSerializer<Response>().serialize(TOPIC, Wire.response()));
        assertThrows(IllegalStateException.class,
                () -> new AvroDeserializer<Response>().deserialize(TOPIC, Wire.RESPONSE));
    }
}
