package org.topostream.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.nifti.NiftiType;
import org.topostream.producers.scan.nifti.NiftiWriter;
import org.topostream.schemas.Site;
import org.topostream.schemas.avro.Volume;
import org.topostream.schemas.registry.FakeRegistry;

/// A worker with one task, whose steps the test takes, and a folder of a scanner's: files are read as soon as they are
/// there, and bad after 50 ms.
final class TaskRig implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int[] SIZE = {3, 2, 2};

    private final FakeRegistry registry = FakeRegistry.start();
    private final CommittedOffsets offsets = new CommittedOffsets();
    private final Map<String, String> settings = new HashMap<>();
    private final Path root;
    private final Supplier<SourceTask> maker;
    private Optional<SourceTask> task = Optional.empty();

    TaskRig(Path root, Supplier<SourceTask> maker) throws IOException {
        this.root = root;
        this.maker = maker;
        Files.createDirectories(input());
        settings.putAll(Map.of("subject", "s01", "schema.registry.url", registry.url()));
    }

    /// A folder's task.
    static TaskRig folder(Path root) throws IOException {
        TaskRig rig = new TaskRig(root, FolderVolumesSourceTask::new);
        rig.settings.putAll(Map.of("input.path", rig.input().toString(), "file.first.number", "0",
                "file.minimum.age.ms", "0", "file.patience.ms", "50", "poll.interval.ms", "5"));
        return rig;
    }

    void set(String key, String value) {
        settings.put(key, value);
    }

    Path input() {
        return root.resolve("in");
    }

    /// Makes a folder and sets it.
    Path folder(String key, String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        set(key, folder.toString());
        return folder;
    }

    CommittedOffsets offsets() {
        return offsets;
    }

    /// What a file of this number has.
    static ScannedVolume volume(int number) {
        float[] values = new float[SIZE[0] * SIZE[1] * SIZE[2]];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 * number + i;
        }
        return volume(number, SIZE, values);
    }

    static ScannedVolume volume(int number, int[] size, float[] values) {
        return new ScannedVolume("any", number, size.clone(), values,
                new double[]{3, 0, 0, -9, 0, 3, 0, -6, 0, 0, 3.5, 0, 0, 0, 0, 1}, OptionalDouble.of(1.5),
                OptionalDouble.empty(), OptionalInt.empty());
    }

    /// Writes a file of one volume, which is there all at once.
    Path write(String name, ScannedVolume volume) throws IOException {
        Path whole = input().resolve(name);
        Path part = Files.createDirectories(root.resolve("part")).resolve(name);
        NiftiWriter.write(part, NiftiType.FLOAT32, volume);
        return Files.move(part, whole);
    }

    Path write(int number) throws IOException {
        return write("bold_" + number + ".nii", volume(number));
    }

    void start() {
        SourceTask started = maker.get();
        started.initialize(new TaskContext(settings, offsets));
        started.start(settings);
        task = Optional.of(started);
    }

    /// The next record; there must be one.
    SourceRecord poll() throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            Optional<List<SourceRecord>> records = Optional.ofNullable(task.orElseThrow().poll());
            if (records.isPresent()) {
                return records.get().getFirst();
            }
        }
        throw new AssertionError("no record within " + PATIENCE);
    }

    /// Whether nothing comes for as long as the task lets Connect wait.
    boolean isQuiet() throws InterruptedException {
        return task.orElseThrow().poll() == null;
    }

    /// Commits a record with its offset, as a worker does in one transaction, and tells the task.
    void commit(SourceRecord record) throws InterruptedException {
        offsets.commit(record);
        task.orElseThrow().commitRecord(record, null);
        task.orElseThrow().commit();
    }

    /// Tells the task that a record is done with, but commits nothing: a transformation has passed it over.
    void passOver(SourceRecord record) throws InterruptedException {
        task.orElseThrow().commitRecord(record, null);
    }

    /// Polls and commits.
    /// @return the record's key
    Object take() throws InterruptedException {
        SourceRecord record = poll();
        commit(record);
        return record.key();
    }

    /// What a record says.
    Volume decode(SourceRecord record) {
        return new Site("", registry.url(), Map.of()).<Volume>deserializer().deserialize(record.topic(),
                (byte[]) record.value());
    }

    /// Waits until a file is there; a door moves files in a thread of its own.
    static void awaitFile(Path file) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!Files.exists(file)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("no " + file + " within " + PATIENCE);
            }
            Thread.sleep(5);
        }
    }

    /// Stops the task, as at a restart or, where a record was polled and not committed, a crash.
    void stop() {
        task.ifPresent(SourceTask::stop);
        task = Optional.empty();
    }

    @Override
    public void close() {
        stop();
        registry.close();
    }

    /// A file's text.
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
