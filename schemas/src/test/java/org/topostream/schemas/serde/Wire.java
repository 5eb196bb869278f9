package org.topostream.schemas.serde;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.registry.FakeRegistry;
import org.topostream.schemas.registry.RegistrySettings;

/// Serdes against a registry, and the records that `make_avro_fixtures.py` has fastavro write.
final class Wire {
    /// A response under schema id 258.
    static final byte[] RESPONSE = HexFormat.of()
            .parseHex("0000000102126e73642d30303034320e747269616c2d37067330310e73c3a4736a6f6e0400020600021800"
                    + "00c03f000010c0cdcccc3d80d0cfee01000000");
    static final int RESPONSE_ID = 258;
    /// A stimulus of a schema that had no session and no onset, under schema id 5.
    static final byte[] OLD_STIMULUS = HexFormat.of()
            .parseHex("0000000005066f6c640e747269616c2d310202060102030006616263f6a1abfef962");
    static final int OLD_STIMULUS_ID = 5;

    private Wire() {}

    /// What [#RESPONSE] says.
    static Response response() {
        return Response.newBuilder().setStimulusId("nsd-00042").setTrialId("trial-7").setSubject("s01")
                .setSession("säsjon").setRevision(2).setComplete(false)
                .setValues(Tensors.float32(new float[]{1.5f, -2.25f, 0.1f}, 3)).build();
    }

    /// Registers other schemas until the next one will get this id, then this one.
    static void putAt(FakeRegistry registry, int id, String subject, Schema schema) {
        for (int other = 1; other < id; other++) {
            registry.put("filler", "{\"type\":\"fixed\",\"name\":\"Filler\",\"size\":" + other + "}");
        }
        registry.put(subject, PlainSchema.of(schema).toString());
    }

    static <T extends SpecificRecord> AvroSerializer<T> serializer(FakeRegistry registry,
            Map<String, String> settings) {
        AvroSerializer<T> serializer = new AvroSerializer<>();
        serializer.configure(config(registry, settings), false);
        return serializer;
    }

    static <T extends SpecificRecord> AvroDeserializer<T> deserializer(FakeRegistry registry) {
        AvroDeserializer<T> deserializer = new AvroDeserializer<>();
        deserializer.configure(config(registry, Map.of()), false);
        return deserializer;
    }

    private static Map<String, String> config(FakeRegistry registry, Map<String, String> settings) {
        Map<String, String> config = new HashMap<>(
                Map.of(RegistrySettings.URL, registry.url(), RegistrySettings.PATIENCE, "0"));
        config.putAll(settings);
        return config;
    }
}
