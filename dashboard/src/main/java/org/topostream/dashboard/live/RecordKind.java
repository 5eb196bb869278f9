package org.topostream.dashboard.live;

import java.util.Locale;

/// What records are counted by.
public enum RecordKind {
    STIMULI,
    PREDICTIONS,
    RESPONSES,
    SCORES,
    MAPS;

    /// As the topic's name begins.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
