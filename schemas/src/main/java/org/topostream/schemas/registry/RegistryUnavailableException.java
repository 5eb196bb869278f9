package org.topostream.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/// The registry did not answer in time; the record itself may be good.
public final class RegistryUnavailableException extends SerializationException {
    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
