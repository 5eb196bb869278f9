package org.topostream.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.avro.SourceOffset;

class HorizonTest {
    private static final TopicPartition FEATURES = new TopicPartition("features.clip", 3);
    private static final TopicPartition RESPONSES = new TopicPartition("responses.anna", 0);

    @Test
    void includesWhatLiesBeforeTheNextOffset() {
        Horizon horizon = new Horizon(Map.of(FEATURES, 5L));

        assertTrue(horizon.includes(FEATURES, 4));
        assertFalse(horizon.includes(FEATURES, 5));
        assertFalse(horizon.includes(RESPONSES, 0), "a partition it knows nothing of");
    }

    @Test
    void noneIncludesNothing() {
        assertFalse(Horizon.none().includes(RESPONSES, 0));
    }

    @Test
    void survivesTheManifest() {
        Horizon horizon = new Horizon(Map.of(RESPONSES, 7L, FEATURES, 5L));

        List<SourceOffset> offsets = horizon.toSourceOffsets();

        assertEquals(List.of(new SourceOffset("features.clip", 3, 5L), new SourceOffset("responses.anna", 0, 7L)),
                offsets);
        assertEquals(horizon, Horizon.of(offsets));
    }
}
