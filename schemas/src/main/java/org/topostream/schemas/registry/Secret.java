package org.topostream.schemas.registry;

import org.apache.kafka.common.config.types.Password;

/// A setting's text, also where somebody hid it from logs.
final class Secret {
    private Secret() {}

    static String text(Object value) {
        return value instanceof Password hidden ? hidden.value() : value.toString();
    }
}
