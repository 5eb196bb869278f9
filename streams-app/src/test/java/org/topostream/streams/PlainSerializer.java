package org.topostream.streams;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/// Writes the record's class name, then plain Avro: a site without a registry.
public final class PlainSerializer<T extends SpecificRecord> implements Serializer<T> {
    @Override
    public byte[] serialize(String topic, T record) {
        if (record == null) {
            return null; // A tombstone.
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(record.getSchema().getFullName());
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<T>(record.getSchema()).write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode a record of topic " + topic, e);
        }
        return bytes.toByteArray();
    }
}
