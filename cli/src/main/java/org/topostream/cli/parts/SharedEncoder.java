package org.topostream.cli.parts;

import java.util.Optional;

/// An encoder that trainers share out, as the key of its record in the topic `trainers` names it. Neither name holds a dot.
record SharedEncoder(String subject, String backbone) {

    /// Nothing where the key names none.
    static Optional<SharedEncoder> of(String key) {
        String[] names = String.valueOf(key).split("\\.", -1);
        return names.length == 2 ? Optional.of(new SharedEncoder(names[0], names[1])) : Optional.empty();
    }

    String key() {
        return subject + "." + backbone;
    }
}
