package org.topostream.dashboard.json;

import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.dashboard.live.ScorePoint;
import org.topostream.dashboard.live.ScoreUpdate;

/// Scores.
public final class ScoreJson {
    private static final Set<String> KNOWN_FROM_PATH = Set.of("subject");

    private ScoreJson() {}

    /// Everything but what there is of each voxel.
    public static ObjectNode of(ScoreUpdate update) {
        return RecordJson.of(update.score(), KNOWN_FROM_PATH);
    }

    /// A point of the learning curve.
    public static ObjectNode point(ScorePoint point) {
        ObjectNode json = Json.object().put("trials", point.trials()).put("encoderVersion", point.encoderVersion());
        json.set("rMean", Json.number(point.rMean()));
        json.set("r2Mean", Json.number(point.r2Mean()));
        return json.put("updatedAt", point.updatedAt().toEpochMilli());
    }
}
