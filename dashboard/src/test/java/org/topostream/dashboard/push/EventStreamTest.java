package org.topostream.dashboard.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.topostream.dashboard.Samples;
import org.topostream.dashboard.Samples.Fed;

class EventStreamTest {
    private final Fed fed = Fed.begin();
    private final FakeConnection connection = new FakeConnection();

    private void open(Set<String> kinds, long after) {
        new EventStream(fed.live(), "anna", kinds, after, connection).open();
    }

    private List<String> lines(String beginning) {
        return connection.taken().stream().map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString())
                .flatMap(String::lines).filter(line -> line.startsWith(beginning)).toList();
    }

    @Test
    void beginsWithWhatIsNewest() {
        fed.map("layer", 1, 0, 0, 0, 0);
        fed.map("scale", 1, 0, 0, 0, 0);
        fed.take("clip", Samples.score(5, 4, 0, 0, 0, 0));
        fed.take("s1", Samples.prediction("s1", 7, 1, 2, 3, 4));

        open(Set.of("scale"), Long.MIN_VALUE);

        assertEquals(List.of("event: map", "event: score", "event: trial"), lines("event"));
    }

    @Test
    void goesOnAfterTheLastEventThatTheReaderHad() {
        fed.map("layer", 1, 0, 0, 0, 0);
        long had = fed.live().subject("anna").orElseThrow().maps().newest("clip/layer").orElseThrow().seq();
        fed.map("scale", 1, 0, 0, 0, 0);

        open(Set.of(), had);

        assertEquals(1, lines("event").size());
    }

    @Test
    void aSlowReaderGetsOfEachKeyTheNewestOnly() {
        open(Set.of(), Long.MIN_VALUE);
        connection.hang();
        for (int version = 1; version <= 9; version++) {
            fed.map("layer", version, 0, 0, 0, 0);
        }
        connection.taken();

        connection.goOn();

        List<String> data = lines("data: ");
        assertEquals(1, data.size());
        assertTrue(data.getFirst().contains("\"encoderVersion\":9,"));
    }

    @Test
    void showsThatItIsThereWhileNothingHappens() {
        open(Set.of(), Long.MIN_VALUE);
        connection.taken();

        for (int second = 0; second < 20; second++) {
            fed.live().beat();
        }

        assertEquals(2, lines(":").size());
    }

    @Test
    void aReaderThatIsGoneIsToldNothing() {
        open(Set.of(), Long.MIN_VALUE);
        connection.breakDown();

        fed.map("layer", 1, 0, 0, 0, 0);

        assertEquals(0, fed.live().listeners());
    }
}
