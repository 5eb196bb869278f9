package org.topostream.streams.estimate;

import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.Stage;

/// `volumes.<subject>` and `events.<subject>` -> `responses.<subject>`. Both have one partition; the stage runs in one
/// thread.
public final class EstimateStage {
    private EstimateStage() {}

    /// Consumer group and application id.
    public static String name(String subject) {
        return "topostream-estimate-" + subject;
    }

    public static Topology topology(Site site, Subject subject, EstimateOptions options) {
        String name = subject.getSubject();
        RunBook book = new RunBook(subject, options);
        String output = Topics.responses(name).name();
        return new Stage("estimate", site)
                .read(Topics.volumes(name).name(), Volume.class, () -> new VolumeHandler(book, output))
                .read(Topics.events(name).name(), Event.class, () -> new EventHandler(book, output))
                .write(output)
                .store(RunBook.VOLUMES, Stores.persistentKeyValueStore(RunBook.VOLUMES))
                .store(RunBook.EVENTS, Stores.persistentKeyValueStore(RunBook.EVENTS))
                .bytesStore(RunBook.PUBLISHED, Stores.persistentKeyValueStore(RunBook.PUBLISHED))
                .bytesStore(RunBook.RUNS, Stores.persistentKeyValueStore(RunBook.RUNS)).topology();
    }
}
