package org.topostream.dashboard.json;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.dashboard.live.ScoreUpdate;
import org.topostream.dashboard.live.Trial;
import org.topostream.dashboard.live.Update;
import org.topostream.dashboard.live.VoxelMap;

/// The data of Server-Sent Events: arrays are base64 of float32, little endian.
public final class EventJson {
    private EventJson() {}

    /// One line of JSON.
    public static String of(Update update) {
        return Json.text(switch (update) {
            case VoxelMap map -> MapJson.description(map).put("values", base64(map.values()));
            case ScoreUpdate score -> ScoreJson.of(score);
            case Trial trial -> trial(trial);
        });
    }

    private static ObjectNode trial(Trial trial) {
        ObjectNode json = TrialJson.of(trial);
        trial.predicted().ifPresent(values -> json.put("predicted", base64(values)));
        trial.measured().ifPresent(values -> json.put("measured", base64(values)));
        return json;
    }

    private static String base64(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
