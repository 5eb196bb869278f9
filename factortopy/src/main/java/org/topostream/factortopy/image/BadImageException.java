package org.topostream.factortopy.image;

/// Bytes that are not an image we can or want to decode. The message says what was expected and what came.
public final class BadImageException extends Exception {
    private static final long serialVersionUID = 1L;

    /// Says what is wrong.
    public BadImageException(String message) {
        super(message);
    }

    /// Says what is wrong, and keeps what the decoder threw.
    public BadImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
