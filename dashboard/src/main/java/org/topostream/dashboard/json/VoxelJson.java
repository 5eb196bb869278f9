package org.topostream.dashboard.json;

import java.util.Arrays;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.dashboard.live.Anatomy;
import org.topostream.dashboard.live.LiveSubject;
import org.topostream.dashboard.live.VoxelMap;
import org.topostream.dashboard.live.VoxelScores;
import org.topostream.dashboard.live.VoxelTrial;

/// All there is about one voxel.
public final class VoxelJson {
    private static final int AXES = 3;

    private VoxelJson() {}

    /// @param voxel its number, from 0
    public static ObjectNode of(LiveSubject subject, int voxel) {
        Anatomy anatomy = subject.anatomy();
        ObjectNode json = Json.object().put("subject", anatomy.subject()).put("voxel", voxel);
        json.set("coordinates", Json.numbers(
                Arrays.copyOfRange(anatomy.coordinates(), AXES * voxel, AXES * (voxel + 1))));
        anatomy.hemispheres().ifPresentOrElse(sides -> json.put("hemisphere", sides[voxel]),
                () -> json.putNull("hemisphere"));
        ArrayNode rois = json.putArray("rois");
        anatomy.rois().forEach((name, inside) -> {
            if (inside[voxel] != 0) {
                rois.add(name);
            }
        });
        ObjectNode backbones = json.putObject("backbones");
        subject.encoders().keySet().forEach(backbone -> backbones.set(backbone, under(subject, backbone, voxel)));
        return json;
    }

    private static ObjectNode under(LiveSubject subject, String backbone, int voxel) {
        ObjectNode json = Json.object();
        ArrayNode history = json.putArray("scores");
        subject.scores().voxels(backbone).forEach(scores -> history.add(point(scores, voxel)));
        json.set("noiseCeiling", Json.number(
                subject.scores().noiseCeiling(backbone).map(ceiling -> ceiling[voxel]).orElse(Float.NaN)));
        subject.maps().newest(backbone + "/weights").ifPresent(weights -> {
            weights.description().getColumns().forEach(json.putArray("layers")::add);
            json.set("weights", values(weights, voxel));
        });
        subject.maps().newest(backbone + "/space").ifPresent(space -> json.set("space", values(space, voxel)));
        subject.maps().newest(backbone + "/scale")
                .ifPresent(scale -> json.set("scale", values(scale, voxel).get(0)));
        ObjectNode maps = json.putObject("maps");
        for (VoxelMap map : subject.maps().newest()) {
            if (map.description().getBackbone().equals(backbone)) {
                maps.set(map.description().getKind(), described(map, voxel));
            }
        }
        ArrayNode trials = json.putArray("trials");
        subject.trials().of(backbone, voxel).forEach(trial -> trials.add(trial(trial)));
        return json;
    }

    private static ObjectNode point(VoxelScores scores, int voxel) {
        ObjectNode json = Json.object().put("trials", scores.point().trials()).put("encoderVersion",
                scores.point().encoderVersion());
        json.set("r", Json.number(scores.r()[voxel]));
        json.set("r2", Json.number(scores.r2()[voxel]));
        return json.put("updatedAt", scores.point().updatedAt().toEpochMilli());
    }

    private static ArrayNode values(VoxelMap map, int voxel) {
        int start = voxel * map.columns();
        return Json.numbers(Arrays.copyOfRange(map.values(), start, start + map.columns()));
    }

    private static ObjectNode described(VoxelMap map, int voxel) {
        ObjectNode json = MapJson.version(map).put("units", map.description().getUnits());
        ArrayNode columns = json.putArray("columns");
        map.description().getColumns().forEach(columns::add);
        json.set("values", values(map, voxel));
        return json;
    }

    private static ObjectNode trial(VoxelTrial trial) {
        ObjectNode json = Json.object().put("stimulusId", trial.stimulusId()).put("trialId", trial.trialId());
        trial.encoderVersion().ifPresentOrElse(version -> json.put("encoderVersion", version),
                () -> json.putNull("encoderVersion"));
        json.set("predicted", Json.number((float) trial.predicted()));
        json.set("measured", Json.number((float) trial.measured()));
        return json;
    }
}
