package org.topostream.dashboard.live;

import org.topostream.schemas.avro.Score;

/// A backbone's scores as they were published.
public record ScoreUpdate(long seq, Score score) implements Update {
    @Override
    public String key() {
        return "score:" + score.getBackbone();
    }
}
