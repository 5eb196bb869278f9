package org.topostream.streams.estimate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.BadRecordException;
import org.topostream.streams.RecordHandler;

/// Counts volumes in, and publishes the responses that they tell.
final class VolumeHandler implements RecordHandler<Volume> {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final RunBook book;
    private final String output;
    private final String sources;
    private Optional<ProcessorContext<String, SpecificRecord>> context = Optional.empty();

    /// @param output  topic of the responses
    /// @param sources topic of how sources stand
    VolumeHandler(RunBook book, String output, String sources) {
        this.book = book;
        this.output = output;
        this.sources = sources;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = Optional.of(processorContext);
        book.open(processorContext);
        processorContext.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME,
                now -> look(processorContext, now));
    }

    private void look(ProcessorContext<String, SpecificRecord> to, long now) {
        publish(to, output, book.look(now), now);
        book.news(now).forEach(status -> to.forward(new Record<>(status.getSource(), status, now), sources));
    }

    @Override
    public void handle(Record<String, Volume> record) throws BadRecordException {
        ProcessorContext<String, SpecificRecord> to = context.orElseThrow();
        publish(to, output, book.add(record.value(), to.currentSystemTimeMs()), record.timestamp());
    }

    static void publish(ProcessorContext<String, SpecificRecord> to, String topic, List<Response> responses,
            long time) {
        responses.forEach(response -> to.forward(new Record<>(response.getStimulusId(), response, time), topic));
    }
}
