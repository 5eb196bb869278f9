package org.topostream.streams.estimate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import org.topostream.schemas.ResponseRules;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.StageDriver;

/// The stage for subject anna, started anew as often as a test likes.
final class EstimateRig implements AutoCloseable {
    private final EstimateOptions options;
    private final Path folder;
    private StageDriver driver;
    private int starts;

    EstimateRig(EstimateOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
        driver = start();
    }

    private StageDriver start() {
        starts++;
        return new StageDriver(EstimateStage.topology(StageDriver.site(), ScannedRun.subject(), options),
                folder.resolve("start-" + starts));
    }

    void restart() {
        StageDriver again = start();
        driver.restoreInto(again);
        driver.close();
        driver = again;
    }

    StageDriver driver() {
        return driver;
    }

    void send(Volume volume) {
        driver.send("volumes.anna", volume.getRun() + "/" + volume.getNumber(), volume);
    }

    void send(Event event) {
        driver.send("events.anna", event.getRun(), event);
    }

    List<Response> responses() {
        return driver.<Response>read("responses.anna").stream().map(record -> record.value()).toList();
    }

    List<SourceStatus> statuses() {
        return driver.<SourceStatus>read("sources.anna").stream().map(record -> {
            assertEquals("estimate", record.key());
            return record.value();
        }).toList();
    }

    /// What a store holds.
    <V> Map<String, V> stored(String name) {
        Map<String, V> stored = new TreeMap<>();
        KeyValueStore<String, V> store = driver.store(name);
        try (KeyValueIterator<String, V> all = store.all()) {
            List<KeyValue<String, V>> entries = new ArrayList<>();
            all.forEachRemaining(entries::add);
            entries.forEach(entry -> stored.put(entry.key, entry.value));
        }
        return stored;
    }

    /// Of each trial the response that counts, whose betas must be these.
    static void assertBetas(ScannedRun run, List<float[]> betas, List<Response> responses, float tolerance) {
        Map<String, Response> counting = new TreeMap<>();
        for (Response response : responses) {
            counting.merge(response.getTrialId(), response,
                    (one, other) -> ResponseRules.rank(one) >= ResponseRules.rank(other) ? one : other);
        }
        for (int trial = 0; trial < ScannedRun.TRIALS; trial++) {
            Response response = counting.get(run.event(trial).getTrialId());
            assertTrue(response.getComplete(), response.getTrialId());
            assertArrayEquals(betas.get(trial), Tensors.floats(response.getValues()), tolerance,
                    response.getTrialId());
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
