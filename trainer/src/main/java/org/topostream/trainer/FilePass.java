package org.topostream.trainer;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;

import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.StepReport;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Response;

/// What a trainer does with the files it keeps, without Kafka: examples go in as from topics of one partition each, and
/// are learnt from as they are read. Not thread safe.
public final class FilePass implements AutoCloseable {
    private static final String DIGEST = "any";
    private static final Inputs INPUTS = Inputs.of("subject", "backbone");

    private final ExampleStore store;
    private final Learner learner;
    private long records;

    /// Opens the files in the settings' folder or makes them, and checks every example.
    /// @param shape of the encoder; its bottleneck is the settings'
    /// @param known how many of the examples in the files to keep
    /// @throws IOException where the files cannot be kept
    public FilePass(EncoderShape shape, Coordinates coordinates, TrainerSettings settings, TrainingOptions options,
            long known) throws IOException {
        store = ExampleStore.open(settings.folder(), shape, DIGEST, new Horizon(Map.of(
                new TopicPartition(INPUTS.features(), 0), known, new TopicPartition(INPUTS.responses(), 0), known)),
                INPUTS);
        learner = new Learner(Learner.Start.fresh(shape, coordinates, settings.seed()), store, settings, options);
        records = store.size();
    }

    /// Keeps an example.
    public void keep(Features features, Response response) throws IOException {
        store.add(features, 0, records);
        store.add(response, 0, records);
        records++;
    }

    /// How many examples there are.
    public int size() {
        return store.size();
    }

    /// Learns from an example as a trainer would for which it is new.
    /// @return what became of each step
    /// @throws IOException where an example it reads is damaged
    public List<StepReport> learn(int index) throws IOException {
        return learner.learn(store.get(index));
    }

    /// Makes all that a trainer would publish now.
    /// @return bytes by part
    public Map<String, byte[]> publication() {
        return learner.blobs();
    }

    @Override
    public void close() throws IOException {
        learner.close();
        store.close();
    }
}
