package org.topostream.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.avro.Response;

/// When a stage asks for a commit.
class CommitTest {
    private long nanos;
    private final MockProcessorContext<String, Object> context = new MockProcessorContext<>();
    private final GuardedProcessor<Response> processor = new GuardedProcessor<>(
            new DeadLetter("copy", Optional.empty(), 1 << 20), Response.class,
            StageDriver.site().deserializer(), new Nothing(), () -> nanos);

    @Test
    void aLoneRecordIsCommittedAtOnceAndACrowdWaitsForTheInterval() {
        processor.init(context);

        List<Boolean> asked = new ArrayList<>();
        for (long millis : new long[]{0, 500, 510, 520, 719, 1000}) {
            asked.add(asksAt(millis));
        }

        assertEquals(List.of(true, true, false, false, false, true), asked);
    }

    private boolean asksAt(long millis) {
        nanos = millis * 1_000_000;
        context.resetCommit();
        context.setRecordMetadata("input", 0, millis);
        processor.process(new Record<>("key", "no Avro".getBytes(StandardCharsets.UTF_8), 0));
        return context.committed();
    }

    private static final class Nothing implements RecordHandler<Response> {
        @Override
        public void init(ProcessorContext<String, SpecificRecord> processorContext) {}

        @Override
        public void handle(Record<String, Response> record) {}
    }
}
