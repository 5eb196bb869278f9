package org.topostream.producers.scan.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KnownKeysTest {
    @Test
    void countsLettersToChange() {
        assertEquals(3, KnownKeys.distance("kitten", "sitting"));
        assertEquals(3, KnownKeys.distance("saturday", "sunday"));
        assertEquals(0, KnownKeys.distance("same", "same"));
        assertEquals(4, KnownKeys.distance("", "four"));
        assertEquals(4, KnownKeys.distance("four", ""));
    }
}
