package org.topostream.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/// The registry has this schema, but it is not an Avro schema.
public final class SchemaNotAvroException extends SerializationException {
    public SchemaNotAvroException(String message, Throwable cause) {
        super(message, cause);
    }
}
