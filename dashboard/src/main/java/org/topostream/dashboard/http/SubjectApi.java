package org.topostream.dashboard.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;

import org.topostream.dashboard.json.Json;
import org.topostream.dashboard.json.ScoreJson;
import org.topostream.dashboard.json.SourceJson;
import org.topostream.dashboard.json.VoxelJson;
import org.topostream.dashboard.live.Anatomy;
import org.topostream.dashboard.live.Content;
import org.topostream.dashboard.live.LiveSubject;

/// `/api/subjects/{subject}`: what is live about one subject.
final class SubjectApi {
    private final LiveSubject subject;
    private final Anatomy anatomy;

    SubjectApi(LiveSubject subject) {
        this.subject = subject;
        anatomy = subject.anatomy();
    }

    /// @throws Refusal where there is no such thing
    Answer answer(Call call) {
        String first = call.part(4);
        String second = call.part(5);
        return switch (call.part(3) + " " + (call.path().size() - 4)) {
            case "coordinates 0" -> Answer.floats(anatomy.coordinates(),
                    Map.of(Answer.SHAPE, anatomy.voxels() + ",3"));
            case "hemispheres 0" -> hemispheres();
            case "rois 1" -> roi(first);
            case "surfaces 2" -> surface(first + "/" + second);
            case "maps 0" -> new MapApi(subject).newest();
            case "maps 2" -> new MapApi(subject).one(first + "/" + second, call);
            case "versions 2" -> new MapApi(subject).versions(first + "/" + second);
            case "scores 0" -> scores();
            case "sources 0" -> sources();
            case "history 1" -> history(first);
            case "voxels 1" -> voxel(Call.number("voxel", first));
            default -> throw Api.unknown(call);
        };
    }

    private Answer hemispheres() {
        return anatomy.hemispheres().map(Answer::labels).orElseThrow(() -> new Refusal(Refusal.NOT_FOUND,
                "nobody has said in which hemisphere the voxels of subject " + anatomy.subject() + " are"));
    }

    private Answer roi(String name) {
        return Optional.ofNullable(anatomy.rois().get(name)).map(Answer::labels)
                .orElseThrow(() -> missing("region", name, anatomy.rois().keySet()));
    }

    private Answer surface(String key) {
        Content content = subject.surfaces().get(key)
                .orElseThrow(() -> missing("surface", key, subject.surfaces().keys()));
        return new Answer.Kept(Answer.BINARY, content, true);
    }

    private Refusal missing(String what, String name, Iterable<String> known) {
        return new Refusal(Refusal.NOT_FOUND, "subject " + anatomy.subject() + " has no " + what + " '" + name
                + "', expected one of [" + String.join(", ", known) + "]");
    }

    private Answer scores() {
        ArrayNode scores = Json.array();
        subject.scores().newest().forEach(score -> scores.add(ScoreJson.of(score)));
        return Answer.json(scores);
    }

    private Answer sources() {
        ArrayNode sources = Json.array();
        subject.sources().forEach(status -> sources.add(SourceJson.of(status)));
        return Answer.json(sources);
    }

    private Answer history(String backbone) {
        List<String> known = List.copyOf(subject.encoders().keySet());
        if (!known.contains(backbone)) {
            throw missing("backbone", backbone, known);
        }
        ArrayNode history = Json.array();
        subject.scores().curve(backbone).forEach(point -> history.add(ScoreJson.point(point)));
        return Answer.json(history);
    }

    private Answer voxel(long voxel) {
        if (voxel < 0 || voxel >= anatomy.voxels()) {
            throw new Refusal(Refusal.NOT_FOUND, "subject " + anatomy.subject() + " has no voxel " + voxel
                    + ", expected 0 to " + (anatomy.voxels() - 1));
        }
        return Answer.json(VoxelJson.of(subject, (int) voxel));
    }
}
