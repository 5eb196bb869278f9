package org.topostream.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

import org.topostream.schemas.registry.RegistrySettings;
import org.topostream.schemas.registry.SchemaRegistryClient;
import org.topostream.schemas.registry.SchemaRegistryClient.Registered;

/// Writes Avro records in Confluent's wire format.
///
/// Understands `schema.registry.url`, `auto.register.schemas` (default true), `use.latest.version` (default false),
/// `basic.auth.*` and `value.subject.name.strategy`, so that a site's own `KafkaAvroSerializer` can take its place.
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
    private Optional<SchemaRegistryClient> registry = Optional.empty();
    private SubjectNames names = SubjectNames.TOPIC;
    private boolean register = true;
    private boolean useLatest;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        registry = Optional.of(new SchemaRegistryClient(RegistrySettings.from(configs)));
        names = SubjectNames.of(configs.get(SubjectNames.PROPERTY));
        register = flag(configs, "auto.register.schemas", true);
        useLatest = flag(configs, "use.latest.version", false);
    }

    private static boolean flag(Map<String, ?> configs, String name, boolean otherwise) {
        Object value = configs.get(name);
        return value == null ? otherwise : Boolean.parseBoolean(value.toString());
    }

    @Override
    public byte[] serialize(String topic, T record) {
        if (record == null) {
            return null; // A tombstone of a compacted topic.
        }
        SchemaRegistryClient client = registry
                .orElseThrow(() -> new IllegalStateException("AvroSerializer is used before configure()"));
        Schema schema = record.getSchema();
        String subject = names.subject(topic, schema);
        if (useLatest) {
            Registered latest = client.latest(subject);
            return latest.schema().equals(schema)
                    ? encode(latest.id(), schema, new SpecificDatumWriter<>(schema), record)
                    : encodeAs(latest, schema, record);
        }
        int id = register ? client.register(subject, schema) : client.lookUp(subject, schema);
        return encode(id, schema, new SpecificDatumWriter<>(schema), record);
    }

    private static <R> byte[] encode(int id, Schema schema, DatumWriter<R> writer, R record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        out.writeBytes(WireFormat.header(id));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode " + schema.getFullName(), e);
        }
        return out.toByteArray();
    }

    /// The registry's latest schema has other fields than ours: resolve by Avro's own rules, then write that.
    private static <R extends SpecificRecord> byte[] encodeAs(Registered latest, Schema ours, R record) {
        byte[] own = encode(0, ours, new SpecificDatumWriter<>(ours), record);
        try {
            Object resolved = new GenericDatumReader<>(ours, latest.schema()).read(null, DecoderFactory.get()
                    .binaryDecoder(own, WireFormat.HEADER_BYTES, own.length - WireFormat.HEADER_BYTES, null));
            return encode(latest.id(), latest.schema(), new GenericDatumWriter<>(latest.schema()), resolved);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot resolve " + ours.getFullName() + " to the registry's latest", e);
        }
    }
}
