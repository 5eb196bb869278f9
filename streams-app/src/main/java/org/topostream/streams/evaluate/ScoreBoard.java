package org.topostream.streams.evaluate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.Split;

/// Whether scores have changed since they were last published; shared by the two handlers of one task, which run in
/// one thread. A task that begins says that they have, so that a restart publishes what a crash kept back.
final class ScoreBoard {
    private boolean changed;

    void changed() {
        changed = true;
    }

    /// The scores to publish now: none if nothing has changed, or if what is kept is of another number of voxels, to which
    /// nothing is added either.
    List<Score> publish(String subject, ScoreSets sets, long now) {
        List<Score> scores = new ArrayList<>();
        if (changed && sets.areOfTheseVoxels()) {
            sets.versions().forEach((backbone, version) -> scores.add(Score.newBuilder().setSubject(subject)
                    .setBackbone(backbone).setEncoderVersion(version)
                    .setPrequential(sets.scoreSet(backbone, Split.TRAIN))
                    .setValidation(sets.scoreSet(backbone, Split.VALIDATION)).setUpdatedAt(Instant.ofEpochMilli(now))
                    .build()));
            changed = false;
        }
        return scores;
    }
}
