package org.topostream.schemas.serde;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/// Reads binary Avro, and believes no length beyond the bytes there are.
///
/// Avro's own decoder reserves what a length says before it looks whether that much follows, so that one damaged byte
/// asks for two gigabytes. Here a damaged length ends like a truncated record.
final class BoundedDecoder extends Decoder {
    private final BinaryDecoder decoder;
    private final InputStream rest;

    BoundedDecoder(byte[] data, int offset) {
        decoder = DecoderFactory.get().binaryDecoder(data, offset, data.length - offset, null);
        rest = decoder.inputStream();
    }

    /// How many bytes no field has taken.
    int left() throws IOException {
        return rest.available();
    }

    /// Each item of a collection takes a byte or more, and each byte of a string takes one.
    private long bounded(long length) throws IOException {
        if (length < 0) {
            throw new AvroRuntimeException("negative length " + length);
        }
        if (length > rest.available()) {
            throw new EOFException("length " + length + " of " + rest.available() + " bytes left");
        }
        return length;
    }

    private byte[] readBlock() throws IOException {
        byte[] block = new byte[Math.toIntExact(bounded(decoder.readLong()))];
        decoder.readFixed(block);
        return block;
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readBlock());
    }

    @Override
    public String readString() throws IOException {
        return readString(new Utf8()).toString();
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        return ByteBuffer.wrap(readBlock());
    }

    @Override
    public long readArrayStart() throws IOException {
        return bounded(decoder.readArrayStart());
    }

    @Override
    public long arrayNext() throws IOException {
        return bounded(decoder.arrayNext());
    }

    @Override
    public long skipArray() throws IOException {
        return bounded(decoder.skipArray());
    }

    @Override
    public long readMapStart() throws IOException {
        return bounded(decoder.readMapStart());
    }

    @Override
    public long mapNext() throws IOException {
        return bounded(decoder.mapNext());
    }

    @Override
    public long skipMap() throws IOException {
        return bounded(decoder.skipMap());
    }

    @Override
    public void readNull() throws IOException {
        decoder.readNull();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return decoder.readBoolean();
    }

    @Override
    public int readInt() throws IOException {
        return decoder.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return decoder.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return decoder.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return decoder.readDouble();
    }

    @Override
    public void skipString() throws IOException {
        decoder.skipString();
    }

    @Override
    public void skipBytes() throws IOException {
        decoder.skipBytes();
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        decoder.readFixed(bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        decoder.skipFixed(length);
    }

    @Override
    public int readEnum() throws IOException {
        return decoder.readEnum();
    }

    @Override
    public int readIndex() throws IOException {
        return decoder.readIndex();
    }
}
