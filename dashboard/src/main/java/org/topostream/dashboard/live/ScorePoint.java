package org.topostream.dashboard.live;

import java.time.Instant;

import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.ScoreSet;

/// A point of the learning curve: the score of predictions that were made before their responses were learnt from.
///
/// @param trials how many were scored
/// @param rMean  mean over voxels of Pearson r, NaN where undefined
/// @param r2Mean mean over voxels of 1 - SSE/SST, NaN where undefined
public record ScorePoint(long trials, long encoderVersion, double rMean, double r2Mean, Instant updatedAt) {
    static ScorePoint of(Score score) {
        ScoreSet set = score.getPrequential();
        return new ScorePoint(set.getTrials(), score.getEncoderVersion(), set.getRMean(), set.getR2Mean(),
                score.getUpdatedAt());
    }
}
