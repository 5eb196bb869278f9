package org.topostream.streams.evaluate;

import java.time.Duration;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import org.topostream.schemas.ResponseRules;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.BadRecordException;
import org.topostream.streams.RecordHandler;

/// Enters responses in the book, and forwards the scores once a second when they have changed.
final class ResponseHandler implements RecordHandler<Response> {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Subject subject;
    private final ScoreBoard board;
    private final String output;
    private Optional<TrialBook> book = Optional.empty();
    private Optional<ProcessorContext<String, SpecificRecord>> context = Optional.empty();

    ResponseHandler(Subject subject, ScoreBoard board, String output) {
        this.subject = subject;
        this.board = board;
        this.output = output;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = Optional.of(processorContext);
        book = Optional.of(new TrialBook(processorContext, subject));
        board.changed();
        processorContext.schedule(PERIOD, PunctuationType.WALL_CLOCK_TIME,
                now -> board.publish(subject.getSubject(), book.orElseThrow().scores(), now)
                        .forEach(score -> processorContext.forward(new Record<>(score.getBackbone(), score, now),
                                output)));
    }

    @Override
    public void handle(Record<String, Response> record) throws BadRecordException {
        ResponseRules.check(record.key(), record.value(), subject);
        book.orElseThrow().scores().requireSameVoxels();
        long offset = context.orElseThrow().recordMetadata().orElseThrow().offset();
        book.orElseThrow().add(record.value(), offset);
        board.changed();
    }
}
