package org.topostream.dashboard.door;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

import org.topostream.schemas.Digest;

/// What a record says, by which two of them are told apart however they were written down.
///
/// @param bytes  how many it takes in Avro
/// @param digest SHA-256 of them
record Contents(int bytes, String digest) {
    /// @param record whose time of arrival, where it has one, is not set yet
    static Contents of(SpecificRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        byte[] encoded = out.toByteArray();
        return new Contents(encoded.length, Digest.sha256(encoded));
    }
}
