package org.topostream.cli.acquire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.Tails;
import org.topostream.schemas.avro.SourceState;
import org.topostream.schemas.avro.SourceStatus;

class SourceTableTest {
    private static final String TOPIC = "sources.anna";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final SourceTable table = new SourceTable();

    private static SourceStatus status(String source, SourceState state, long volumes, Instant at) {
        return SourceStatus.newBuilder().setSubject("anna").setSource(source).setDoor("afni").setState(state)
                .setRun("r1").setVolumes(volumes).setHeardAt(at).setUpdatedAt(at).build();
    }

    private void take(SourceStatus status) {
        table.take(status.getSource(), Optional.of(status));
    }

    /// Source, state and volumes.
    private static List<String> rows(String printed) {
        return printed.lines().map(line -> line.strip().split(" +"))
                .map(cells -> cells[1] + " " + cells[2] + " " + cells[5]).toList();
    }

    private List<String> printed(Instant now) {
        StringWriter printed = new StringWriter();
        table.print(new PrintWriter(printed, true), now);
        return rows(printed.toString());
    }

    @Test
    void printsWhatStandsOtherwiseThanBefore() {
        take(status("b", SourceState.WAITING, 0, NOW));
        take(status("a", SourceState.RECEIVING, 3, NOW));
        take(status("b", SourceState.RECEIVING, 1, NOW));
        assertEquals(List.of("a receiving 3", "b receiving 1"), printed(NOW));

        take(status("a", SourceState.RECEIVING, 4, NOW.plusSeconds(2)));
        take(status("b", SourceState.RECEIVING, 1, NOW.plusSeconds(2)));

        assertEquals(List.of("a receiving 4"), printed(NOW.plusSeconds(2)));
        assertEquals(List.of(), printed(NOW.plusSeconds(4)));
    }

    @Test
    void printsOnceThatASourceIsLostAndOnceThatItIsBack() {
        take(status("a", SourceState.RECEIVING, 3, NOW));
        take(status("b", SourceState.ENDED, 9, NOW));
        assertEquals(2, printed(NOW).size());

        assertEquals(List.of("a lost 3"), printed(NOW.plusSeconds(16)));
        assertEquals(List.of(), printed(NOW.plusSeconds(18)));
        take(status("a", SourceState.RECEIVING, 3, NOW.plusSeconds(20)));
        assertEquals(List.of("a receiving 3"), printed(NOW.plusSeconds(20)));
    }

    @Test
    void aSourceThatIsTakenAwayIsNotPrinted() {
        take(status("a", SourceState.RECEIVING, 3, NOW));

        table.take("a", Optional.empty());

        assertEquals(List.of(), printed(NOW));
    }

    @Test
    void whoWatchesSeesWhatIsInTheTopic() throws Exception {
        MockConsumer<String, SourceStatus> consumer = Tails.consumer(TOPIC);
        StringWriter printed = new StringWriter();
        Tails.add(consumer, TOPIC, "a", status("a", SourceState.ENDED, 3, NOW));
        Tails.add(consumer, TOPIC, "b", status("b", SourceState.ENDED, 4, NOW));

        SourceWatch watch = new SourceWatch(Tails.open(consumer, TOPIC), new PrintWriter(printed, true));
        Instant end = Instant.now().plus(PATIENCE);
        while (printed.toString().lines().count() < 3 && Instant.now().isBefore(end)) {
            Thread.sleep(10);
        }
        watch.close();

        assertEquals(List.of("source state volumes", "a ended 3", "b ended 4"), rows(printed.toString()));
        assertTrue(consumer.closed());
    }
}
