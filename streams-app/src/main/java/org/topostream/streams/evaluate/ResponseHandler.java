package org.topostream.streams.evaluate;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import org.topostream.schemas.ResponseRules;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.ScoreSet;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.BadRecordException;
import org.topostream.streams.MapRecords;
import org.topostream.streams.RecordHandler;
import org.topostream.telemetry.metrics.Gauges;

/// Enters responses in the book, and forwards the scores and their maps soon after they have changed.
final class ResponseHandler implements RecordHandler<Response> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Subject subject;
    private final ScoreBoard board;
    private final String output;
    private final String maps;
    private final Map<String, Gauges> gauges = new HashMap<>();
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
        published.scores().forEach(this::show);
        published.maps().forEach(map -> to.forward(new Record<>(MapRecords.key(map), map, now), maps));
        if (!published.isEmpty()) {
            to.commit(); // somebody watches for it
        }
    }

    private void show(Score score) {
        show(score, "prequential", score.getPrequential());
        show(score, "validation", score.getValidation());
    }

    private void show(Score score, String set, ScoreSet trials) {
        Gauges shown = gauges.computeIfAbsent(score.getBackbone() + "/" + set, added -> new Gauges("subject",
                score.getSubject(), "backbone", score.getBackbone(), "set", set));
        shown.set("topostream.score.trials", trials.getTrials());
        shown.set("topostream.score.r", trials.getRMean());
    }

    @Override
    public void close() {
        gauges.values().forEach(Gauges::close);
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
