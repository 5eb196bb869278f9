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
import org.topostream.streams.MapRecords;
import org.topostream.streams.RecordHandler;

/// Enters responses in the book, and forwards the scores and their maps soon after they have changed.
final class ResponseHandler implements RecordHandler<Response> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Subject subject;
    private final ScoreBoard board;
    private final String output;
    private final String maps;
    private Optional<TrialBook> book = Optional.empty();
    private Optional<ProcessorContext<String, SpecificRecord>> context = Optional.empty();

    /// @param output topic of the scores
    /// @param maps   topic of their maps
    ResponseHandler(Subject subject, ScoreBoard board, String output, String maps) {
        this.subject = subject;
        this.board = board;
        this.output = output;
        this.maps = maps;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = Optional.of(processorContext);
        book = Optional.of(new TrialBook(processorContext, subject));
        board.changed();
        processorContext.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME,
                now -> publish(processorContext, now));
    }

    private void publish(ProcessorContext<String, SpecificRecord> to, long now) {
        ScoreBoard.Published published = board.publish(subject.getSubject(), book.orElseThrow(), now);
        published.scores().forEach(score -> to.forward(new Record<>(score.getBackbone(), score, now), output));
        published.maps().forEach(map -> to.forward(new Record<>(MapRecords.key(map), map, now), maps));
        if (!published.isEmpty()) {
            to.commit(); // somebody watches for it
        }
    }

    @Override
    public void handle(Record<String, Response> record) throws BadRecordException {
        ResponseRules.check(record.key(), record.value(), subject);
        book.orElseThrow().scores().requireSameVoxels();
        long offset = context.orElseThrow().recordMetadata().orElseThrow().offset();
        book.orElseThrow().add(record.value(), offset);
        board.changed();
        publish(context.orElseThrow(), context.orElseThrow().currentSystemTimeMs());
    }
}
