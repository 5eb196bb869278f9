package org.topostream.streams.estimate;

import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import org.topostream.schemas.avro.Event;
import org.topostream.streams.BadRecordException;
import org.topostream.streams.RecordHandler;

/// Takes events in, and publishes the responses that volumes which came before them tell.
final class EventHandler implements RecordHandler<Event> {
    private final RunBook book;
    private final String output;
    private Optional<ProcessorContext<String, SpecificRecord>> context = Optional.empty();

    /// @param output topic of the responses
    EventHandler(RunBook book, String output) {
        this.book = book;
        this.output = output;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = Optional.of(processorContext);
        book.open(processorContext);
    }

    @Override
    public void handle(Record<String, Event> record) throws BadRecordException {
        VolumeHandler.publish(context.orElseThrow(), output, book.add(record.value()), record.timestamp());
    }
}
