package org.topostream.factortopy.backbone;

/// The device has no memory for a batch. A smaller one may fit.
public final class DeviceMemoryException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public DeviceMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
