package org.topostream.streams.estimate;

import java.util.List;

import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.Stage;

/// `volumes.<subject>` and `events.<subject>` -> `responses.<subject>`, and how it stands -> `sources.<subject>`. All
/// have one partition; the stage runs in one thread.
public final class EstimateStage {
    /// Its stores, each of which has a changelog.
    public static final List<String> STORES = List.of(RunStore.VOLUMES, RunStore.EVENTS, RunStore.REFERENCES,
            RunStore.PUBLISHED, RunStore.CLOCKS, RunStates.RUNS);

    private EstimateStage() {}

    /// Consumer group and application id.
    public static String name(String subject) {
        return "topostream-estimate-" + subject;
    }

    public static Topology topology(Site site, Subject subject, EstimateOptions options) {
        String name = subject.getSubject();
        RunBook book = new RunBook(subject, options);
        String output = Topics.responses(name).name();
        String sources = Topics.sources(name).name();
        return new Stage("estimate", site)
                .read(Topics.volumes(name).name(), Volume.class, () -> new VolumeHandler(book, output, sources))
                .read(Topics.events(name).name(), Event.class, () -> new EventHandler(book, output))
                .write(output, sources)
                .store(RunStore.VOLUMES, Stores.persistentKeyValueStore(RunStore.VOLUMES))
                .store(RunStore.EVENTS, Stores.persistentKeyValueStore(RunStore.EVENTS))
                .store(RunStore.REFERENCES, Stores.persistentKeyValueStore(RunStore.REFERENCES))
                .bytesStore(RunStore.PUBLISHED, Stores.persistentKeyValueStore(RunStore.PUBLISHED))
                .bytesStore(RunStore.CLOCKS, Stores.persistentKeyValueStore(RunStore.CLOCKS))
                .bytesStore(RunStates.RUNS, Stores.persistentKeyValueStore(RunStates.RUNS)).topology();
    }
}
