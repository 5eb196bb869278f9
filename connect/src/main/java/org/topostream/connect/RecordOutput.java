package org.topostream.connect;

import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

import org.topostream.connect.RunOffsets.Position;
import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.VolumeRecords;
import org.topostream.producers.scan.folder.VolumeOutput;
import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.avro.Volume;

/// Passes volumes on to Connect, as records with the very bytes that a producer of ours would send.
final class RecordOutput implements VolumeOutput {
    /// Key and what Kafka adds take less.
    private static final int ENVELOPE_BYTES = 1024;

    private final VolumeRecords records;
    private final Serializer<Volume> serializer;
    private final SizeLimits limits;
    private final RunOffsets offsets;
    private final Handover handover;

    /// @param offsets used by the thread alone that delivers
    RecordOutput(VolumeRecords records, Serializer<Volume> serializer, SizeLimits limits, RunOffsets offsets,
            Handover handover) {
        this.records = records;
        this.serializer = serializer;
        this.limits = limits;
        this.offsets = offsets;
        this.handover = handover;
    }

    @Override
    public void deliver(String run, ScannedVolume volume) throws BadScanException, InterruptedException {
        byte[] value = serializer.serialize(records.topic(), records.record(run, volume));
        if (value.length + ENVELOPE_BYTES > limits.recordBytes()) {
            // Were Kafka to refuse it, the task would fail, and again after every restart.
            throw new BadScanException(VolumeRecords.name(run, volume) + " cannot be sent: it takes " + value.length
                    + " bytes, and a record may have " + limits.recordBytes() + " (" + SizeLimits.SETTING + ")");
        }
        Position position = offsets.of(run, volume);
        handover.pass(new SourceRecord(position.partition(), position.offset(), records.topic(), Schema.STRING_SCHEMA,
                VolumeRecords.key(run, volume), Schema.BYTES_SCHEMA, value));
    }
}
