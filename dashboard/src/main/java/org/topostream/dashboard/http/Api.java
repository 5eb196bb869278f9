package org.topostream.dashboard.http;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;

import org.topostream.dashboard.json.HealthJson;
import org.topostream.dashboard.json.Json;
import org.topostream.dashboard.json.SubjectJson;
import org.topostream.dashboard.live.Live;
import org.topostream.dashboard.live.LiveSubject;
import org.topostream.dashboard.live.StimulusMemory;

/// `/api`: what is live, over HTTP (`docs/live-page.md`).
final class Api {
    private static final int SUBJECT_PARTS = 3;

    private final Live live;

    Api(Live live) {
        this.live = live;
    }

    /// @throws Refusal where there is no such thing
    Answer answer(Call call) {
        return switch (call.part(1)) {
            case "health" -> Answer.json(HealthJson.of(live));
            case "subjects" -> call.path().size() < SUBJECT_PARTS
                    ? subjects()
                    : new SubjectApi(subject(call)).answer(call);
            case "stimuli" -> stimulus(call.part(2));
            default -> throw unknown(call);
        };
    }

    private Answer subjects() {
        ArrayNode subjects = Json.array();
        live.subjects().forEach(subject -> subjects.add(SubjectJson.of(subject)));
        return Answer.json(subjects);
    }

    /// The subject that the path names.
    /// @throws Refusal where it is not known
    LiveSubject subject(Call call) {
        String name = call.part(2);
        List<String> known = live.subjects().stream().map(subject -> subject.anatomy().subject()).toList();
        return live.subject(name).orElseThrow(() -> new Refusal(Refusal.NOT_FOUND, "no subject '" + name
                + "' is known, expected one of " + known));
    }

    private Answer stimulus(String id) {
        StimulusMemory.Image image = live.stimuli().get(id).orElseThrow(() -> new Refusal(Refusal.NOT_FOUND,
                "the image of stimulus '" + id + "' is not remembered: only those shown last are, and none that "
                        + "came as an address"));
        return new Answer.Once(Answer.OK, image.mediaType(), Map.of(), image.bytes());
    }

    static Refusal unknown(Call call) {
        return new Refusal(Refusal.NOT_FOUND, "nothing is served at /" + String.join("/", call.path())
                + "; docs/live-page.md lists what is");
    }
}
