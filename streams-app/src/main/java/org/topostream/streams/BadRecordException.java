package org.topostream.streams;

/// This record cannot be used, now or later: it goes to `dead-letters` with the message as its reason.
public final class BadRecordException extends Exception {
    public BadRecordException(String message) {
        super(message);
    }

    public BadRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
