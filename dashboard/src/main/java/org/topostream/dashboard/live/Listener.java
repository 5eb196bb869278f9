package org.topostream.dashboard.live;

/// Somebody who is told what changes; whoever tells it waits for its return.
public interface Listener {
    void changed(String subject, Update update);

    /// Once a second.
    void beat();
}
