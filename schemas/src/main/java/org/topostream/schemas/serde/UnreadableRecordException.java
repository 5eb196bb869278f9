package org.topostream.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/// These bytes will never become a record, however often they are read.
public final class UnreadableRecordException extends SerializationException {
    public UnreadableRecordException(String message) {
        super(message);
    }

    public UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
