package org.topostream.dashboard.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.dashboard.live.Anatomy;
import org.topostream.dashboard.live.LiveSubject;

/// Subjects.
public final class SubjectJson {
    private SubjectJson() {}

    public static ObjectNode of(LiveSubject subject) {
        Anatomy anatomy = subject.anatomy();
        ObjectNode json = Json.object().put("subject", anatomy.subject()).put("voxels", anatomy.voxels())
                .put("measure", anatomy.measure()).put("source", anatomy.source());
        put(json.putArray("rois"), anatomy.rois().keySet());
        put(json.putArray("surfaces"), subject.surfaces().keys());
        put(json.putArray("backbones"), subject.encoders().keySet());
        return json;
    }

    private static void put(ArrayNode array, Iterable<String> names) {
        names.forEach(array::add);
    }
}
