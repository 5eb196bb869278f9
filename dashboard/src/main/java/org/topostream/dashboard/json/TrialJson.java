package org.topostream.dashboard.json;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.dashboard.live.Trial;

/// Trials.
public final class TrialJson {
    private TrialJson() {}

    /// Everything but the patterns.
    public static ObjectNode of(Trial trial) {
        ObjectNode json = Json.object().put("stimulusId", trial.stimulusId()).put("trialId", trial.trialId())
                .put("backbone", trial.backbone());
        trial.encoderVersion().ifPresentOrElse(version -> json.put("encoderVersion", version),
                () -> json.putNull("encoderVersion"));
        json.put("has", has(trial));
        json.set("r", Json.number(trial.r()));
        return json;
    }

    private static String has(Trial trial) {
        if (trial.predicted().isPresent()) {
            return trial.measured().isPresent() ? "both" : "prediction";
        }
        return "response";
    }
}
