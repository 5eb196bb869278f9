package org.topostream.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/// The registry answered, and the answer is no: an unknown schema, an incompatible one, a wrong login.
public final class RegistryRefusedException extends SerializationException {
    private final int status;

    public RegistryRefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }
}
