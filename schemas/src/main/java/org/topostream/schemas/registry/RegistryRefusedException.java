package org.topostream.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/// The registry answered, and the answer is no: an unknown schema, an incompatible one, a wrong login.
public final class RegistryRefusedException extends SerializationException {
    /// Confluent's code for a schema that the registry does not have.
    public static final int SCHEMA_NOT_FOUND = 40403;

    private final int status;
    private final int code;

    public RegistryRefusedException(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// The registry's own error code, such as [#SCHEMA_NOT_FOUND]; 0 where something else than a registry answered.
    public int code() {
        return code;
    }
}
