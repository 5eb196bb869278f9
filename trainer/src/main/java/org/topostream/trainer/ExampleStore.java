package org.topostream.trainer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.TopicPartition;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Response;
import org.topostream.trainer.SlotFile.Slot;

/// Every trial that can be trained on, on disk: features of training stimuli, and the newest revision of their
/// responses. Both files are a copy of the topics and may be thrown away.
final class ExampleStore implements AutoCloseable {
    private final EncoderShape shape;
    private final SlotFile features;
    private final SlotFile responses;
    private final Map<String, Integer> featuresOf = new HashMap<>();
    private final Map<String, ResponseEntry> responseOf = new LinkedHashMap<>();
    private final Map<String, List<String>> trialsOf = new HashMap<>();
    private final List<String> ready = new ArrayList<>();

    private record ResponseEntry(ResponseId id, int slot) {}

    /// A response's name in its file.
    private record ResponseId(String stimulusId, String trialId, int revision) {
        private static final String SEPARATOR = "\u0000";

        static ResponseId parse(String id) {
            String[] parts = id.split(SEPARATOR, -1);
            return new ResponseId(parts[0], parts[1], Integer.parseInt(parts[2]));
        }

        String text() {
            return stimulusId + SEPARATOR + trialId + SEPARATOR + revision;
        }
    }

    private ExampleStore(EncoderShape shape, SlotFile features, SlotFile responses) {
        this.shape = shape;
        this.features = features;
        this.responses = responses;
    }

    /// Opens the files in a folder, and forgets what lies at or after the horizon: the trainer has not published
    /// anything that knows of it, and reads it again.
    static ExampleStore open(Path folder, EncoderShape shape, Horizon horizon, Inputs inputs) throws IOException {
        int tokens = 0;
        for (int width : shape.widths()) {
            tokens += width * (Features.GRID * Features.GRID + 1);
        }
        SlotFile features = SlotFile.open(folder.resolve("features.slots"), tokens * Short.BYTES);
        SlotFile responses = SlotFile.open(folder.resolve("responses.slots"), shape.voxels() * Float.BYTES);
        forget(features, inputs.features(), horizon);
        forget(responses, inputs.responses(), horizon);
        ExampleStore store = new ExampleStore(shape, features, responses);
        features.slots().forEach(slot -> store.enterFeatures(slot.id(), slot.index()));
        responses.slots().forEach(slot -> store.enterResponse(ResponseId.parse(slot.id()), slot.index()));
        return store;
    }

    private static void forget(SlotFile file, String topic, Horizon horizon) throws IOException {
        int kept = 0;
        for (Slot slot : file.slots()) {
            if (!horizon.includes(new TopicPartition(topic, slot.partition()), slot.offset())) {
                break;
            }
            kept++;
        }
        file.truncate(kept);
    }

    /// Where to go on reading: after the last record of each partition that is in the files.
    Map<TopicPartition, Long> positions(Inputs inputs) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        features.slots().forEach(slot -> positions.merge(new TopicPartition(inputs.features(), slot.partition()),
                slot.offset() + 1, Math::max));
        responses.slots().forEach(slot -> positions.merge(new TopicPartition(inputs.responses(), slot.partition()),
                slot.offset() + 1, Math::max));
        return positions;
    }

    /// Keeps the features of a stimulus.
    /// @return the trials that are complete by it
    List<Trial> add(org.topostream.schemas.avro.Features record, int partition, long offset) throws IOException {
        String stimulusId = record.getStimulusId();
        if (featuresOf.containsKey(stimulusId)) {
            return List.of();
        }
        ByteBuffer local = record.getLocal().getData().duplicate();
        ByteBuffer global = record.getGlobal().getData().duplicate();
        ByteBuffer payload = ByteBuffer.allocate(local.remaining() + global.remaining()).put(local).put(global).flip();
        enterFeatures(stimulusId, features.append(stimulusId, partition, offset, payload).index());
        return trialsOf.getOrDefault(stimulusId, List.of()).stream().map(this::trial).flatMap(Optional::stream)
                .toList();
    }

    private void enterFeatures(String stimulusId, int slot) {
        featuresOf.put(stimulusId, slot);
        ready.addAll(trialsOf.getOrDefault(stimulusId, List.of()));
    }

    /// What became of a response.
    sealed interface Kept {}

    /// It is known already, or older than what is known.
    record Known() implements Kept {}

    /// It is the trial's first.
    record First() implements Kept {}

    /// It took the place of these values `[N]`.
    record Revised(float[] before) implements Kept {}

    /// Keeps a response; a higher revision of a trial takes the place of a lower one.
    Kept add(Response record, int partition, long offset) throws IOException {
        ResponseEntry before = responseOf.get(record.getTrialId());
        if (before != null && before.id().revision() >= record.getRevision()) {
            return new Known();
        }
        Kept kept = before == null ? new First() : new Revised(response(before.slot()));
        ResponseId id = new ResponseId(record.getStimulusId(), record.getTrialId(), record.getRevision());
        float[] values = Tensors.floats(record.getValues());
        ByteBuffer payload = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        payload.asFloatBuffer().put(values);
        enterResponse(id, responses.append(id.text(), partition, offset, payload).index());
        return kept;
    }

    private void enterResponse(ResponseId id, int slot) {
        if (responseOf.put(id.trialId(), new ResponseEntry(id, slot)) == null) {
            trialsOf.computeIfAbsent(id.stimulusId(), key -> new ArrayList<>()).add(id.trialId());
            if (featuresOf.containsKey(id.stimulusId())) {
                ready.add(id.trialId());
            }
        }
    }

    /// A trial whose features and response are both here.
    Optional<Trial> trial(String trialId) {
        ResponseEntry response = responseOf.get(trialId);
        if (response == null || !featuresOf.containsKey(response.id().stimulusId())) {
            return Optional.empty();
        }
        String stimulusId = response.id().stimulusId();
        return Optional.of(new Trial(trialId, stimulusId, featuresOf.get(stimulusId), response.slot()));
    }

    /// How many trials are complete.
    int size() {
        return ready.size();
    }

    /// One of the complete trials, in the order in which they became so.
    Trial get(int index) {
        return trial(ready.get(index)).orElseThrow();
    }

    /// The newest revision of every complete trial's response, each `[N]`.
    List<float[]> completeResponses() throws IOException {
        List<float[]> values = new ArrayList<>();
        for (String trialId : ready) {
            values.add(response(trial(trialId).orElseThrow().responseSlot()));
        }
        return values;
    }

    /// Values of one response, `[N]`.
    float[] response(int slot) throws IOException {
        float[] values = new float[shape.voxels()];
        responses.payload(slot).asFloatBuffer().get(values);
        return values;
    }

    /// Features of one stimulus.
    Features features(int slot) throws IOException {
        ByteBuffer payload = features.payload(slot);
        int[] widths = shape.widths();
        List<float[]> locals = new ArrayList<>();
        for (int width : widths) {
            locals.add(halves(payload, width * Features.GRID * Features.GRID));
        }
        List<LayerFeatures> layers = new ArrayList<>();
        for (int layer = 0; layer < widths.length; layer++) {
            layers.add(new LayerFeatures(shape.layerNames().get(layer), widths[layer], locals.get(layer),
                    halves(payload, widths[layer])));
        }
        return new Features(layers);
    }

    private static float[] halves(ByteBuffer from, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.float16ToFloat(from.getShort());
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        features.close();
        responses.close();
    }
}
