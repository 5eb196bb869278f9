package org.topostream.cli.run;

import java.util.Optional;

import org.topostream.schemas.avro.Score;

/// The newest score of one backbone, out of a subject's topic that has those of all.
final class LatestScore {
    private final String backbone;
    private Optional<Score> latest = Optional.empty();

    LatestScore(String backbone) {
        this.backbone = backbone;
    }

    void take(Score score) {
        if (score.getBackbone().equals(backbone)) {
            latest = Optional.of(score);
        }
    }

    /// Nothing before the first.
    Optional<Score> get() {
        return latest;
    }
}
