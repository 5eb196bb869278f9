package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.avro.Response;
import org.topostream.schemas.serde.AvroDeserializer;
import org.topostream.schemas.serde.AvroSerializer;

class SiteTest {
    private static Site site(Map<String, String> overrides) {
        return new Site("broker:9092", "http://registry:8081", overrides);
    }

    /// Keeps what it was configured with.
    public static final class LabSerializer implements Serializer<Response> {
        private final Map<String, Object> seen = new HashMap<>();

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            seen.putAll(configs);
            seen.put("isKey", isKey);
        }

        @Override
        public byte[] serialize(String topic, Response data) {
            return new byte[0];
        }
    }

    @Test
    void tellsEveryClientWhereToConnect() {
        assertEquals(Map.of("bootstrap.servers", "broker:9092", "schema.registry.url", "http://registry:8081",
                "specific.avro.reader", "true"), site(Map.of()).common());
    }

    @Test
    void readsCommittedRecordsFromTheStartAndBringsNoTopicAbout() {
        Map<String, Object> config = site(Map.of()).consumerConfig();

        assertEquals("read_committed", config.get("isolation.level"));
        assertEquals("earliest", config.get("auto.offset.reset"));
        assertEquals("false", config.get("enable.auto.commit"));
        assertEquals("false", config.get("allow.auto.create.topics"));
        assertTrue(config.entrySet().containsAll(SizeLimits.defaults().consumer().entrySet()), config.toString());
    }

    @Test
    void writesEachRecordOnceToAllReplicas() {
        Map<String, Object> config = site(Map.of()).producerConfig();

        assertEquals("true", config.get("enable.idempotence"));
        assertEquals("all", config.get("acks"));
        assertTrue(config.entrySet().containsAll(SizeLimits.defaults().producer().entrySet()), config.toString());
    }

    @Test
    void takesItsRecordsSizeFromItsSettings() {
        Site site = site(Map.of("topostream.record.max.bytes", "20000000"));

        assertEquals("20000000", site.producerConfig().get("max.request.size"));
        assertEquals("40000000", site.consumerConfig().get("fetch.max.bytes"));
        assertEquals("20000000", site.streams().get("producer.max.request.size"));
    }

    @Test
    void letsOverridesWinInEveryClient() {
        Site site = site(Map.of("security.protocol", "SASL_SSL", "max.request.size", "5", "fetch.max.bytes", "7",
                "bootstrap.servers", "other:1"));

        assertEquals("SASL_SSL", site.common().get("security.protocol"));
        assertEquals("other:1", site.common().get("bootstrap.servers"));
        assertEquals("5", site.producerConfig().get("max.request.size"));
        assertEquals("7", site.consumerConfig().get("fetch.max.bytes"));
        assertEquals("SASL_SSL", site.streams().get("security.protocol"));
        assertEquals("5", site.streams().get("producer.max.request.size"));
        assertEquals("7", site.streams().get("consumer.fetch.max.bytes"));
    }

    @Test
    void letsOverridesForOneKindOfStreamsClientWin() {
        Site site = site(Map.of("producer.max.request.size", "5", "max.request.size", "6"));

        assertEquals("5", site.streams().get("producer.max.request.size"));
    }

    @Test
    void raisesTheLimitsOfStreamsClients() {
        Map<Object, Object> streams = site(Map.of()).streams();

        SizeLimits.defaults().producer().forEach((name, value) -> assertEquals(value, streams.get("producer." + name)));
        SizeLimits.defaults().consumer().forEach((name, value) -> assertEquals(value, streams.get("consumer." + name)));
    }

    @Test
    void bringsItsOwnSerdes() {
        Serializer<Response> serializer = site(Map.of()).serializer();
        Deserializer<Response> deserializer = site(Map.of()).deserializer();

        assertInstanceOf(AvroSerializer.class, serializer);
        assertInstanceOf(AvroDeserializer.class, deserializer);
    }

    @Test
    void takesTheLabsSerializerByItsName() {
        Serializer<Response> serializer = site(
                Map.of(Site.SERIALIZER, LabSerializer.class.getName(), "auto.register.schemas", "false")).serializer();

        LabSerializer own = assertInstanceOf(LabSerializer.class, serializer);
        assertEquals("http://registry:8081", own.seen.get("schema.registry.url"));
        assertEquals("false", own.seen.get("auto.register.schemas"));
        assertEquals(false, own.seen.get("isKey"));
    }

    @Test
    void saysWhichClassIsMissingOrOfAnotherKind() {
        IllegalArgumentException missing = assertThrows(IllegalArgumentException.class,
                () -> site(Map.of(Site.SERIALIZER, "no.such.Thing")).serializer());
        IllegalArgumentException other = assertThrows(IllegalArgumentException.class,
                () -> site(Map.of(Site.DESERIALIZER, LabSerializer.class.getName())).deserializer());

        assertTrue(missing.getMessage().contains("no.such.Thing"), missing.getMessage());
        assertTrue(other.getMessage().contains("LabSerializer is not a Deserializer"), other.getMessage());
    }

    @Test
    void keepsPasswordsOutOfItsText() {
        String text = new Site("broker:9092", "http://alice:secret@registry", Map.of("sasl.jaas.config", "password=x1"))
                .toString();

        assertFalse(text.contains("secret") || text.contains("x1"), text);
        assertTrue(text.contains("broker:9092") && text.contains("sasl.jaas.config"), text);
    }
}
