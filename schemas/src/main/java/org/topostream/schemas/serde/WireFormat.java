package org.topostream.schemas.serde;

import java.nio.ByteBuffer;

/// Confluent's wire format: a zero byte, the schema's id (4 bytes, big endian), then Avro binary.
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 5;

    private WireFormat() {}

    /// Keys are plain strings throughout.
    static void refuseKeys(boolean isKey) {
        if (isKey) {
            throw new IllegalArgumentException("Avro is for values; topostream's keys are strings");
        }
    }

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
    }

    /// @throws UnreadableRecordException where the bytes do not begin with a header
    static int schemaId(String topic, byte[] data) {
        if (data.length < HEADER_BYTES || data[0] != MAGIC) {
            throw new UnreadableRecordException("record of topic " + topic + " is not in Confluent's wire format: "
                    + "expected a zero byte and a 4-byte schema id, got " + data.length + " bytes"
                    + (data.length > 0 ? " starting with " + (data[0] & 0xff) : ""));
        }
        return ByteBuffer.wrap(data, 1, 4).getInt();
    }
}
