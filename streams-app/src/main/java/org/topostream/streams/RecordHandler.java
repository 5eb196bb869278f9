package org.topostream.streams;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// What a stage does with a record that could be read. All it forwards, it forwards before it returns: what it held
/// back would be lost when offsets are committed.
public interface RecordHandler<V extends SpecificRecord> {
    /// Called once, before the first record.
    void init(ProcessorContext<String, SpecificRecord> context);

    /// @throws BadRecordException for a record that goes to `dead-letters`
    void handle(Record<String, V> record) throws BadRecordException;

    /// Called once, after the last record.
    default void close() {}
}
