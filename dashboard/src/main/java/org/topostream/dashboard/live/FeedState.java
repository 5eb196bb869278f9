package org.topostream.dashboard.live;

import java.util.Locale;

/// How far the reading of Kafka has come.
public enum FeedState {
    /// No topic has been found yet.
    STARTING,
    /// What was there before is being read.
    READING,
    /// Everything there is has been read.
    LIVE,
    /// Kafka does not answer.
    WAITING;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
