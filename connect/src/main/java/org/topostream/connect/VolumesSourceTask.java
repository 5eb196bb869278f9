package org.topostream.connect;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

import org.topostream.producers.scan.VolumeRecords;

/// A task whose door runs in threads of its own, and gets on with the next volume once the last one is committed.
abstract sealed class VolumesSourceTask extends SourceTask permits FolderVolumesSourceTask, SocketVolumesSourceTask {
    /// Connect wants to be asked back now and then, to see whether the task is to pause or stop.
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Handover handover = new Handover();
    private Optional<AutoCloseable> door = Optional.empty();

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public void start(Map<String, String> settings) {
        try {
            door = Optional.of(open(settings));
        } catch (IOException e) {
            throw new ConnectException(e.getMessage(), e);
        }
    }

    /// Opens the door, which passes volumes on to [#output].
    abstract AutoCloseable open(Map<String, String> settings) throws IOException;

    /// Whether the door can still pass volumes on.
    abstract boolean isOpen();

    /// @param door the kind of source
    final RecordOutput output(VolumesConfig config, String door, RunOffsets offsets) {
        VolumeRecords records = config.records(door);
        return new RecordOutput(records, config.site().serializer(), config.site().limits(), offsets, handover);
    }

    final RunOffsets offsets(VolumesConfig config) {
        return RunOffsets.read(context.offsetStorageReader(), config.subject());
    }

    /// @return one record, or null, which Connect takes for none so far
    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        Optional<SourceRecord> next = handover.poll(PATIENCE);
        if (next.isEmpty() && !handover.isClosed() && !isOpen()) {
            throw new ConnectException("no more volumes are taken from the source; the log says why");
        }
        return next.map(List::of).orElse(null);
    }

    /// The record is in Kafka and, under exactly-once, its transaction is committed; or it is passed over, by a
    /// transformation or as an error that is tolerated.
    @Override
    public void commitRecord(SourceRecord record, RecordMetadata metadata) {
        handover.committed();
    }

    @Override
    public void stop() {
        handover.close();
        try {
            if (door.isPresent()) {
                door.get().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new ConnectException("the source was not closed: " + e.getMessage(), e);
        }
    }
}
