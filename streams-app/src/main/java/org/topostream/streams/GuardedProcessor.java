package org.topostream.streams;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.schemas.Ids;
import org.topostream.schemas.serde.UnreadableRecordException;
import org.topostream.telemetry.metrics.StageMeters;
import org.topostream.telemetry.trace.StageSpan;

/// Decodes each record and hands it to a [RecordHandler]; what cannot be decoded or handled goes to the child
/// [#DEAD_LETTERS], and the stream goes on.
///
/// What comes of a record is committed at once where the record before it is [#COMMIT_EVERY] ago or longer; the others
/// share a commit every so often. So a lone record is readable as soon as can be, and a stream at full speed pays for few
/// transactions.
public final class GuardedProcessor<V extends SpecificRecord> implements Processor<String, byte[], String, Object> {
    /// Name of the sink for bad records.
    public static final String DEAD_LETTERS = "dead-letters";
    static final Duration COMMIT_EVERY = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(GuardedProcessor.class);

    private final DeadLetter letter;
    private final Class<V> type;
    private final Deserializer<SpecificRecord> deserializer;
    private final RecordHandler<V> handler;
    private final StageMeters meters;
    private Optional<ProcessorContext<String, Object>> context = Optional.empty();
    private final LongSupplier nanoTime;
    private long latestNanos;

    /// @param letter what becomes of bad records
    public GuardedProcessor(DeadLetter letter, Class<V> type, Deserializer<SpecificRecord> deserializer,
            RecordHandler<V> handler) {
        this(letter, type, deserializer, handler, System::nanoTime);
    }

    /// @param nanoTime a clock like [System#nanoTime]
    GuardedProcessor(DeadLetter letter, Class<V> type, Deserializer<SpecificRecord> deserializer,
            RecordHandler<V> handler, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.latestNanos = nanoTime.getAsLong() - COMMIT_EVERY.toNanos();
        this.letter = letter;
        this.type = type;
        this.deserializer = deserializer;
        this.handler = handler;
        this.meters = new StageMeters(letter.stage(), letter.backbone(), type);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void init(ProcessorContext<String, Object> processorContext) {
        context = Optional.of(processorContext);
        // A handler forwards Avro records only, so the wider context serves it.
        handler.init((ProcessorContext<String, SpecificRecord>) (ProcessorContext<String, ?>) processorContext);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        ProcessorContext<String, Object> open = context.orElseThrow();
        RecordMetadata from = open.recordMetadata()
                .orElseThrow(
                        () -> new IllegalStateException("stage " + letter.stage() + " got a record without a source"));
        long start = nanoTime.getAsLong();
        try (StageSpan span = StageSpan.begin(letter.stage(), letter.backbone(), from.topic(), from.partition(),
                from.offset(), record.key(), record.headers())) {
            handle(open, record, from, span);
        }
        meters.handled(nanoTime.getAsLong() - start);
        commitIfAlone(open);
    }

    private void handle(ProcessorContext<String, Object> open, Record<String, byte[]> record, RecordMetadata from,
            StageSpan span) {
        try {
            handler.handle(decode(record, from));
        } catch (BadRecordException | UnreadableRecordException e) {
            span.refused(e.getMessage());
            meters.refused(e.getMessage());
            LOG.warn("dead letter stage={} backbone={} topic={} partition={} offset={} key={} reason={}",
                    letter.stage(), letter.backbone().orElse("-"), from.topic(), from.partition(), from.offset(),
                    record.key(), e.getMessage());
            open.forward(letter.of(record, from, e.getMessage()), DEAD_LETTERS);
        }
    }

    @Override
    public void close() {
        handler.close();
    }

    private void commitIfAlone(ProcessorContext<String, Object> open) {
        long now = nanoTime.getAsLong();
        if (now - latestNanos >= COMMIT_EVERY.toNanos()) {
            open.commit();
        }
        latestNanos = now;
    }

    private Record<String, V> decode(Record<String, byte[]> record, RecordMetadata from) throws BadRecordException {
        if (record.key() == null || record.key().isEmpty()) {
            throw new BadRecordException("record has no key; expected the id it is about");
        }
        Ids.check("key", record.key());
        if (record.value() == null || record.value().length == 0) {
            throw new BadRecordException("record has no value");
        }
        SpecificRecord value = deserializer.deserialize(from.topic(), record.value());
        if (!type.isInstance(value)) {
            throw new BadRecordException("record is a " + value.getSchema().getName() + ", expected a "
                    + type.getSimpleName());
        }
        return record.withValue(type.cast(value));
    }
}
