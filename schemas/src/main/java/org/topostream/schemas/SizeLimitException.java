package org.topostream.schemas;

/// Records would not fit; the message names the setting to change, its value, and the value that is needed.
public final class SizeLimitException extends RuntimeException {
    public SizeLimitException(String message) {
        super(message);
    }
}
