package org.topostream.cli.compare;

import java.util.OptionalLong;

/// Which encoder is meant: `backbone`, the newest, or `backbone@version`.
record EncoderName(String backbone, OptionalLong version) {

    /// @throws IllegalArgumentException where it is no such text
    static EncoderName of(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return new EncoderName(text, OptionalLong.empty());
        }
        try {
            return new EncoderName(text.substring(0, at), OptionalLong.of(Long.parseLong(text.substring(at + 1))));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected BACKBONE or BACKBONE@VERSION, got '" + text + "'", e);
        }
    }

    @Override
    public String toString() {
        return version.isPresent() ? backbone + "@" + version.getAsLong() : backbone;
    }
}
