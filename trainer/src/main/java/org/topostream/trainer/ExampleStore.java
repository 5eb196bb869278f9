package org.topostream.trainer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.schemas.ResponseRules;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Split;
import org.topostream.trainer.SlotFile.Slot;

/// Every trial that can be trained on, on disk: features of training stimuli, and the newest revision of their
/// responses. Both files are a copy of the topics and may be thrown away.
///
/// Of a validation stimulus only the name is kept, in a slot without content: its predictions count as those of an
/// encoder that was never trained on it, so it must not become a training stimulus if its features come again.
final class ExampleStore implements Examples, AutoCloseable {
    private static final String VALIDATION = "\u0000";

    private final EncoderShape shape;
    private final SlotFile features;
    private final SlotFile responses;
    private final Map<String, Integer> featuresOf = new HashMap<>();
    private final Set<String> validation = new HashSet<>();
    private final Map<TrialKey, ResponseEntry> responseOf = new HashMap<>();
    private final Map<String, List<TrialKey>> trialsOf = new HashMap<>();
    private final List<TrialKey> ready = new ArrayList<>();

    /// A trial id names a trial of one stimulus.
    private record TrialKey(String stimulusId, String trialId) {}

    /// @param rank  which of the trial's responses it is, as [ResponseRules#rank] tells
    /// @param first where the trial's first response lay: revisions do not change it
    private record ResponseEntry(long rank, int slot, Place first) {}

    /// Where a record lay in its topic.
    private record Place(int partition, long offset) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return partition == other.partition
                    ? Long.compare(offset, other.offset)
                    : Integer.compare(partition, other.partition);
        }
    }

    /// A response's name in its file.
    private record ResponseId(TrialKey trial, long rank) {
        private static final String SEPARATOR = "\u0000";

        static ResponseId parse(String id) {
            String[] parts = id.split(SEPARATOR, -1);
            return new ResponseId(new TrialKey(parts[0], parts[1]), Long.parseLong(parts[2]));
        }

        String text() {
            return trial.stimulusId() + SEPARATOR + trial.trialId() + SEPARATOR + rank;
        }
    }

    private ExampleStore(EncoderShape shape, SlotFile features, SlotFile responses) {
        this.shape = shape;
        this.features = features;
        this.responses = responses;
    }

    /// Opens the files in a folder, and forgets what lies at or after the horizon: the trainer has not published
    /// anything that knows of it, and reads it again. Features of other weights than these are forgotten as well.
    /// @param backboneDigest of the weights whose features the encoder reads
    static ExampleStore open(Path folder, EncoderShape shape, String backboneDigest, Horizon horizon, Inputs inputs)
            throws IOException {
        SlotFile features = SlotFile.open(folder.resolve("features.slots"), bytes(shape));
        SlotFile responses = SlotFile.open(folder.resolve("responses.slots"), shape.voxels() * Float.BYTES);
        forgetOtherWeights(folder.resolve("backbone.sha256"), features, backboneDigest);
        forget(features, inputs.features(), horizon);
        forget(responses, inputs.responses(), horizon);
        ExampleStore store = new ExampleStore(shape, features, responses);
        features.slots().forEach(slot -> store.enterSlot(slot.id(), slot.index()));
        responses.slots().forEach(slot -> store.enterResponse(ResponseId.parse(slot.id()), slot));
        return store;
    }

    /// Of one stimulus' features.
    private static int bytes(EncoderShape shape) {
        int tokens = 0;
        for (int width : shape.widths()) {
            tokens += width * (Features.GRID * Features.GRID + 1);
        }
        return tokens * Short.BYTES;
    }

    private static void forgetOtherWeights(Path mark, SlotFile features, String backboneDigest) throws IOException {
        if (!Files.exists(mark) || !Files.readString(mark).equals(backboneDigest)) {
            features.truncate(0);
            Files.writeString(mark, backboneDigest);
        }
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

    /// Keeps the features of a stimulus, the first that come.
    /// @return the trials that are complete by it
    List<Trial> add(org.topostream.schemas.avro.Features record, int partition, long offset) throws IOException {
        String stimulusId = record.getStimulusId();
        if (featuresOf.containsKey(stimulusId) || validation.contains(stimulusId)) {
            return List.of();
        }
        if (record.getSplit() == Split.VALIDATION) {
            features.append(VALIDATION + stimulusId, partition, offset, ByteBuffer.allocate(bytes(shape)));
            validation.add(stimulusId);
            return List.of();
        }
        ByteBuffer local = record.getLocal().getData().duplicate();
        ByteBuffer global = record.getGlobal().getData().duplicate();
        ByteBuffer payload = ByteBuffer.allocate(local.remaining() + global.remaining()).put(local).put(global).flip();
        enterFeatures(stimulusId, features.append(stimulusId, partition, offset, payload).index());
        return trialsOf.getOrDefault(stimulusId, List.of()).stream().map(this::trial).flatMap(Optional::stream)
                .toList();
    }

    private void enterSlot(String id, int slot) {
        if (id.startsWith(VALIDATION)) {
            validation.add(id.substring(VALIDATION.length()));
        } else {
            enterFeatures(id, slot);
        }
    }

    private void enterFeatures(String stimulusId, int slot) {
        featuresOf.put(stimulusId, slot);
        trialsOf.getOrDefault(stimulusId, List.of()).forEach(this::enterReady);
    }

    /// Complete trials are in the order of their responses in the topic, whatever the order in which they became
    /// complete: it is the same when the files are opened or filled again.
    private void enterReady(TrialKey trial) {
        int place = Collections.binarySearch(ready, trial,
                Comparator.comparing((TrialKey key) -> responseOf.get(key).first()));
        ready.add(-place - 1, trial);
    }

    /// What became of a response.
    sealed interface Kept {}

    /// It is known already, or of a lower rank than what is known.
    record Known() implements Kept {}

    /// It is the trial's first.
    /// @param complete the trial, if its features are here
    record First(Optional<Trial> complete) implements Kept {}

    /// It took the place of another.
    /// @param complete the trial, if its features are here
    /// @param before   the values `[N]` it replaced
    record Revised(Optional<Trial> complete, float[] before) implements Kept {}

    /// Keeps a response; one of a higher rank takes the place of one of a lower.
    Kept add(Response record, int partition, long offset) throws IOException {
        TrialKey key = new TrialKey(record.getStimulusId(), record.getTrialId());
        ResponseEntry before = responseOf.get(key);
        if (before != null && before.rank() >= ResponseRules.rank(record)) {
            return new Known();
        }
        ResponseId id = new ResponseId(key, ResponseRules.rank(record));
        float[] values = Tensors.floats(record.getValues());
        ByteBuffer payload = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        payload.asFloatBuffer().put(values);
        enterResponse(id, responses.append(id.text(), partition, offset, payload));
        return before == null ? new First(trial(key)) : new Revised(trial(key), response(before.slot()));
    }

    private void enterResponse(ResponseId id, Slot slot) {
        TrialKey trial = id.trial();
        ResponseEntry before = responseOf.get(trial);
        Place first = before == null ? new Place(slot.partition(), slot.offset()) : before.first();
        responseOf.put(trial, new ResponseEntry(id.rank(), slot.index(), first));
        if (before == null) {
            trialsOf.computeIfAbsent(trial.stimulusId(), key -> new ArrayList<>()).add(trial);
            if (featuresOf.containsKey(trial.stimulusId())) {
                enterReady(trial);
            }
        }
    }

    /// A trial whose features and response are both here.
    private Optional<Trial> trial(TrialKey key) {
        Integer featuresSlot = featuresOf.get(key.stimulusId());
        return featuresSlot == null
                ? Optional.empty()
                : Optional.of(new Trial(key.trialId(), key.stimulusId(), featuresSlot, responseOf.get(key).slot()));
    }

    /// How many trials are complete.
    @Override
    public int size() {
        return ready.size();
    }

    /// One of the complete trials, in the order of their responses.
    @Override
    public Trial get(int index) {
        return trial(ready.get(index)).orElseThrow();
    }

    @Override
    public float[] response(int slot) throws IOException {
        float[] values = new float[shape.voxels()];
        responses.payload(slot).asFloatBuffer().get(values);
        return values;
    }

    @Override
    public Features features(int slot) throws IOException {
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
