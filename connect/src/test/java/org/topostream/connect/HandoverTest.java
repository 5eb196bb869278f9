package org.topostream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HandoverTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final SourceRecord RECORD = new SourceRecord(Map.of(), Map.of(), "topic", Schema.STRING_SCHEMA,
            "value");

    private final Handover handover = new Handover();

    private FutureTask<Boolean> passing() {
        FutureTask<Boolean> passing = new FutureTask<>(() -> {
            handover.pass(RECORD);
            return true;
        });
        Thread.ofPlatform().start(passing);
        return passing;
    }

    @Test
    void whoPassesARecordWaitsUntilItIsCommitted() throws Exception {
        FutureTask<Boolean> passing = passing();
        assertEquals(Optional.of(RECORD), handover.poll(LONG));
        assertFalse(passing.isDone());

        handover.committed();

        assertTrue(passing.get());
    }

    @Test
    void aRecordIsPolledOnce() throws Exception {
        FutureTask<Boolean> passing = passing();
        assertEquals(Optional.of(RECORD), handover.poll(LONG));

        Optional<SourceRecord> again = handover.poll(Duration.ofMillis(1));

        assertEquals(Optional.empty(), again);
        handover.close();
        assertThrows(ExecutionException.class, passing::get);
    }

    @Test
    void whenTheTaskStopsNobodyWaitsAndNothingCountsAsCommitted() throws Exception {
        FutureTask<Boolean> passing = passing();
        assertEquals(Optional.of(RECORD), handover.poll(LONG));

        handover.close();

        ExecutionException stopped = assertThrows(ExecutionException.class, passing::get);
        assertInstanceOf(InterruptedException.class, stopped.getCause());
        assertEquals(Optional.empty(), handover.poll(LONG));
    }
}
