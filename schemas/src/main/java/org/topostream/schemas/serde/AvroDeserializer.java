package org.topostream.schemas.serde;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

import org.topostream.schemas.registry.RegistryRefusedException;
import org.topostream.schemas.registry.RegistrySettings;
import org.topostream.schemas.registry.SchemaNotAvroException;
import org.topostream.schemas.registry.SchemaRegistryClient;

/// Reads Avro records in Confluent's wire format into the generated classes, whatever version wrote them.
///
/// Always specific records: `specific.avro.reader`, which Confluent's needs for that, makes no difference here.
/// Throws [UnreadableRecordException] for bytes that can never be read, and
/// [org.topostream.schemas.registry.RegistryUnavailableException] while the registry is away.
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    private Optional<SchemaRegistryClient> registry = Optional.empty();

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        WireFormat.refuseKeys(isKey);
        registry = Optional.of(new SchemaRegistryClient(RegistrySettings.from(configs)));
    }

    @Override
    @SuppressWarnings("unchecked")
    public T deserialize(String topic, byte[] data) {
        if (data == null) {
            return null; // A tombstone of a compacted topic.
        }
        Schema writer = writerSchema(topic, WireFormat.schemaId(topic, data));
        Schema reader = readerSchema(topic, writer);
        try {
            BoundedDecoder decoder = new BoundedDecoder(data, WireFormat.HEADER_BYTES);
            T record = (T) new SpecificDatumReader<>(writer, reader).read(null, decoder);
            if (decoder.left() > 0) {
                throw new AvroRuntimeException("expected its end, got " + decoder.left() + " more bytes of "
                        + data.length);
            }
            return record;
        } catch (IOException | RuntimeException e) { // Damaged bytes make Avro throw all sorts of things.
            throw new UnreadableRecordException("record of topic " + topic + " is not a valid " + reader.getFullName()
                    + ": " + e, e);
        }
    }

    private Schema writerSchema(String topic, int id) {
        try {
            return registry.orElseThrow(() -> new IllegalStateException("AvroDeserializer is used before configure()"))
                    .byId(id);
        } catch (RegistryRefusedException e) {
            if (e.code() == RegistryRefusedException.SCHEMA_NOT_FOUND) { // Not any 404: the address may be wrong.
                throw new UnreadableRecordException("record of topic " + topic + " names schema id " + id
                        + ", which the registry does not know", e);
            }
            throw e;
        } catch (SchemaNotAvroException e) {
            throw new UnreadableRecordException("record of topic " + topic + " is not Avro: " + e.getMessage(), e);
        }
    }

    private static Schema readerSchema(String topic, Schema writer) {
        Class<?> generated = SpecificData.get().getClass(writer);
        if (generated == null || !SpecificRecord.class.isAssignableFrom(generated)) {
            throw new UnreadableRecordException("record of topic " + topic + " has schema " + writer.getFullName()
                    + ", which topostream does not know");
        }
        return SpecificData.get().getSchema(generated);
    }
}
