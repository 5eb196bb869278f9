package org.topostream.producers.scan;

import java.io.IOException;

/// Something of a scanner's that cannot be read; the message says where it is, what was expected and what came.
public class BadScanException extends IOException {
    private static final long serialVersionUID = 1L;

    public BadScanException(String message) {
        super(message);
    }

    public BadScanException(String message, Throwable cause) {
        super(message, cause);
    }
}
