package org.topostream.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

import org.topostream.schemas.registry.RegistrySettings;
import org.topostream.schemas.registry.SchemaRegistryClient;
import org.topostream.schemas.registry.SchemaRegistryClient.Registered;

/// Writes Avro records in Confluent's wire format.
///
/// Understands `schema.registry.url`, `auto.register.schemas` (default true), `use.latest.version` (default false, and
/// of effect only where schemas are not registered automatically), `basic.auth.*` and `value.subject.name.strategy`,
/// so that a site's own `KafkaAvroSerializer` can take its place.
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
    /// Whether schemas are registered as they come.
    public static final String REGISTER = "auto.register.schemas";

    private Optional<SchemaRegistryClient> registry = Optional.empty();
    private SubjectNames names = SubjectNames.TOPIC;
    private boolean register = true;
    private boolean useLatest;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        WireFormat.refuseKeys(isKey);
        registry = Optional.of(new SchemaRegistryClient(RegistrySettings.from(configs)));
        names = SubjectNames.of(configs.get(SubjectNames.PROPERTY));
        register = flag(configs, REGISTER, true);
        useLatest = flag(configs, "use.latest.version", false);
    }

    /// The registry's subjects of these topics' values, where their names follow from the topic alone.
    public static List<String> subjects(Map<String, ?> configs, Collection<String> topics) {
        SubjectNames names = SubjectNames.of(configs.get(SubjectNames.PROPERTY));
        return names == SubjectNames.TOPIC ? topics.stream().map(topic -> topic + "-value").toList() : List.of();
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
        Schema schema = PlainSchema.of(record.getSchema());
        String subject = names.subject(topic, schema);
        try {
            if (!register && useLatest) {
                return encodeAs(client.latest(subject), schema, record);
            }
            int id = register ? client.register(subject, schema) : client.lookUp(subject, schema);
            return encode(id, record);
        } catch (IOException | AvroRuntimeException | NullPointerException | ClassCastException e) {
            throw new SerializationException(
                    "cannot write " + schema.getFullName() + " to topic " + topic + ": " + e.getMessage(), e);
        }
    }

    private static byte[] encode(int id, SpecificRecord record) throws IOException {
        return encode(id, new SpecificDatumWriter<>(record.getSchema()), record);
    }

    private static <R> byte[] encode(int id, DatumWriter<R> writer, R record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        out.writeBytes(WireFormat.header(id));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        writer.write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /// Where the registry's latest schema has other fields than ours: resolve by Avro's own rules, then write that.
    private static byte[] encodeAs(Registered latest, Schema ours, SpecificRecord record) throws IOException {
        byte[] own = encode(latest.id(), record);
        if (latest.schema().equals(ours)) {
            return own;
        }
        Object resolved = new GenericDatumReader<>(ours, latest.schema()).read(null, DecoderFactory.get()
                .binaryDecoder(own, WireFormat.HEADER_BYTES, own.length - WireFormat.HEADER_BYTES, null));
        return encode(latest.id(), new GenericDatumWriter<>(latest.schema()), resolved);
    }
}
