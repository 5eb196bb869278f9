package org.topostream.factortopy.backbone.internal;

/// What engines hide in what they throw.
final class Causes {
    private Causes() {}

    /// The error at the bottom: the engine's own.
    static Throwable innermost(Throwable error) {
        Throwable innermost = error;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
