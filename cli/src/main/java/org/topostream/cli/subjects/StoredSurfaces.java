package org.topostream.cli.subjects;

import java.util.Map;
import java.util.TreeMap;

import org.topostream.producers.subjects.SurfaceRecords;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Surface;

/// Reads a subject's surfaces from their topic.
public final class StoredSurfaces {
    private StoredSurfaces() {}

    /// All surfaces there are now, by `hemisphere/name`; none where the subject has no such topic.
    public static Map<String, Surface> of(Site site, String subject) {
        String topic = Topics.surfaces(subject).name();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            if (!admin.names().contains(topic)) {
                return Map.of();
            }
        }
        try (TopicTail<Surface> tail = TopicTail.open(site, topic)) {
            return of(tail);
        }
    }

    /// The same of a tail, up to its end at the call; a tombstone takes a surface away.
    static Map<String, Surface> of(TopicTail<Surface> tail) {
        Map<String, Surface> surfaces = new TreeMap<>();
        tail.readToEnd(record -> {
            if (record.value() == null) {
                surfaces.remove(String.valueOf(record.key()));
            } else {
                surfaces.put(SurfaceRecords.key(record.value()), record.value());
            }
        });
        return surfaces;
    }
}
