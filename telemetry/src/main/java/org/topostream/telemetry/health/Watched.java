package org.topostream.telemetry.health;

/// A part that can say how it is.
public interface Watched {
    /// Its name, no other part's in the process.
    String name();

    /// How it is now; returns at once, from any thread.
    Condition condition();
}
