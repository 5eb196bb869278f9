package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterHeadersTest {
    private static Headers of(String key, String value) {
        return new RecordHeaders().add(key, value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void concernTheBackboneThatTheyName() {
        Headers headers = of("backbone", "clip");

        assertTrue(DeadLetterHeaders.concern(headers, "clip"));
        assertFalse(DeadLetterHeaders.concern(headers, "mae"));
    }

    @Test
    void concernAllWhereTheyNameNone() {
        assertTrue(DeadLetterHeaders.concern(of("reason", "no image"), "mae"));
    }

    @Test
    void giveBackThoseThatTheRecordHad() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("topic", new byte[]{1}).add("scanner", new byte[]{2});
        for (String added : List.of("reason", "stage", "backbone", "topic", "partition", "offset")) {
            headers.add(added, new byte[]{3});
        }

        Headers original = DeadLetterHeaders.original(headers);

        assertEquals(new RecordHeaders().add("topic", new byte[]{1}).add("scanner", new byte[]{2}), original);
    }

    @Test
    void tellTheReasonIfThereIsOne() {
        assertEquals("no image", DeadLetterHeaders.reason(of("reason", "no image")));
        assertEquals("", DeadLetterHeaders.reason(of("backbone", "clip")));
    }
}
