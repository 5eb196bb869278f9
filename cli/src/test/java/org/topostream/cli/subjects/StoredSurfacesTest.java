package org.topostream.cli.subjects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.subjects.SurfaceRecords;
import org.topostream.schemas.Tails;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.avro.Surface;

class StoredSurfacesTest {
    private static final String TOPIC = "surfaces.anna";

    @Test
    void readsTheNewestOfEveryNameThatWasNotTakenAway(@TempDir Path folder) throws IOException {
        List<Surface> surfaces = TinyBrain.imported(folder).surfaces();
        Surface newer = Surface.newBuilder(surfaces.getFirst()).setSource("newer").build();
        MockConsumer<String, Surface> consumer = Tails.consumer(TOPIC);
        surfaces.forEach(surface -> Tails.add(consumer, TOPIC, SurfaceRecords.key(surface), surface));
        Tails.add(consumer, TOPIC, "left/pial", newer);
        Tails.add(consumer, TOPIC, "right/sphere", null);

        Map<String, Surface> found;
        try (TopicTail<Surface> tail = TopicTail.of(consumer, TOPIC)) {
            found = StoredSurfaces.of(tail);
        }

        assertEquals(Set.of("left/pial", "left/inflated", "left/sphere", "right/pial", "right/inflated"),
                found.keySet());
        assertEquals("newer", found.get("left/pial").getSource());
    }
}
