package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

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
    void tellTheReasonIfThereIsOne() {
        assertEquals("no image", DeadLetterHeaders.reason(of("reason", "no image")));
        assertEquals("", DeadLetterHeaders.reason(of("backbone", "clip")));
    }
}
