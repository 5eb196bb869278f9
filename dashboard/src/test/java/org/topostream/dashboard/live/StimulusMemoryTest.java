package org.topostream.dashboard.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.topostream.dashboard.Samples;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.schemas.serde.UnreadableRecordException;

class StimulusMemoryTest {
    private final StimulusMemory memory = new StimulusMemory(10);

    @Test
    void keepsTheNewestThatFit() {
        memory.take("a", Samples.stimulus("a", new byte[4]));
        memory.take("b", Samples.stimulus("b", new byte[4]));
        memory.take("a", Samples.stimulus("a", new byte[4]));

        memory.take("c", Samples.stimulus("c", new byte[4]));

        assertTrue(memory.get("a").isPresent());
        assertEquals(Optional.empty(), memory.get("b"));
        assertTrue(memory.get("c").isPresent());
    }

    @Test
    void keepsNoneThatIsTooLargeAlone() {
        memory.take("a", Samples.stimulus("a", new byte[4]));

        memory.take("b", Samples.stimulus("b", new byte[11]));

        assertEquals(Optional.empty(), memory.get("b"));
    }

    @Test
    void theBytesSayWhatAnImageIs() {
        memory.take("a", Samples.stimulus("a", (byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G', (byte) 13));
        memory.take("b", Samples.stimulus("b", (byte) 0xFF, (byte) 0xD8, (byte) 0xFF));
        memory.take("c", Samples.stimulus("c", (byte) '<'));

        assertEquals("image/png", memory.get("a").orElseThrow().mediaType());
        assertEquals("image/jpeg", memory.get("b").orElseThrow().mediaType());
        assertEquals("application/octet-stream", memory.get("c").orElseThrow().mediaType());
    }

    @Test
    void anImageThatLiesElsewhereIsNotHere() {
        memory.take("a", Stimulus.newBuilder(Samples.stimulus("a")).setImage(null).setUri("file:a.png").build());

        assertEquals(Optional.empty(), memory.get("a"));
    }

    @Test
    void refusesAnotherKeyThanTheId() {
        assertThrows(UnreadableRecordException.class, () -> memory.take("a", Samples.stimulus("b")));
    }
}
