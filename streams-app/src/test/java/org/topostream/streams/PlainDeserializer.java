package org.topostream.streams;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

import org.topostream.schemas.serde.UnreadableRecordException;

/// Reads what [PlainSerializer] wrote, and refuses the rest as the real one does.
public final class PlainDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    @Override
    @SuppressWarnings("unchecked")
    public T deserialize(String topic, byte[] data) {
        if (data == null) {
            return null; // A tombstone.
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(data))) {
            Class<?> type = Class.forName(in.readUTF());
            Schema schema = SpecificData.get().getSchema(type);
            return (T) new SpecificDatumReader<>(schema, schema).read(null,
                    DecoderFactory.get().directBinaryDecoder(in, null));
        } catch (IOException | ClassNotFoundException | AvroRuntimeException e) {
            throw new UnreadableRecordException("not a record of topic " + topic + ": " + e, e);
        }
    }
}
