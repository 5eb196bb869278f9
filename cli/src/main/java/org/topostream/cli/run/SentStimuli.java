package org.topostream.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.npy.NpyFile;
import org.topostream.producers.ImageFile;
import org.topostream.producers.Presentation;
import org.topostream.producers.StimulusSender;
import org.topostream.schemas.DeadLetterHeaders;
import org.topostream.schemas.Site;
import org.topostream.schemas.Subjects;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Split;

/// Images that a person sends by hand, and the wait for their predictions.
public final class SentStimuli {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int SHOWN_VOXELS = 6;

    private final Map<String, Path> files;
    private final Split split;

    private SentStimuli(Map<String, Path> files, Split split) {
        this.files = files;
        this.split = split;
    }

    /// Finds the images.
    /// @throws IOException where a path does not exist or a folder holds no file
    /// @throws IllegalArgumentException where two files would be one stimulus
    public static SentStimuli of(List<Path> paths, Split split) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new IOException("no such file or folder: " + path);
            }
            for (Path file : below(path)) {
                String id = Files.isDirectory(path) ? path.relativize(file).toString() : file.getFileName().toString();
                Path other = files.put(id, file);
                if (other != null && !other.equals(file)) {
                    throw new IllegalArgumentException("two files would be the stimulus " + id + ": " + other + " and "
                            + file);
                }
            }
        }
        if (files.isEmpty()) {
            throw new IOException("no image in " + paths);
        }
        return new SentStimuli(files, split);
    }

    private static List<Path> below(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /// How many.
    public int count() {
        return files.size();
    }

    /// Sends them, and returns when Kafka has them.
    public void send(Site site) throws IOException {
        try (StimulusSender sender = new StimulusSender(site)) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                sender.send(new Presentation("", file.getKey(), split), "", ImageFile.read(file.getValue()));
            }
            sender.flush();
        }
    }

    /// Sends them and prints each prediction as it comes; an image that was predicted before keeps its prediction.
    /// @param silence longest time without an answer
    /// @return 0 where all were predicted, 1 where some were refused or none came in time
    public int sendAndWait(Site site, Optional<String> named, String backbone, Duration silence, Optional<Path> npy,
            PrintWriter out) throws IOException {
        String subject = named.orElseGet(() -> onlySubject(site));
        Map<String, Optional<Prediction>> answers = new HashMap<>();
        try (TopicTail<Prediction> predictions = TopicTail.open(site, Topics.predictions(subject).name());
                TopicTail<byte[]> refused = TopicTail.raw(site, Topics.deadLetters().name())) {
            refused.readToEnd(record -> {
                // Older refusals are not about what is sent now.
            });
            send(site);
            Instant last = Instant.now();
            while (answers.size() < files.size() && Instant.now().isBefore(last.plus(silence))) {
                int before = answers.size();
                predictions.poll(POLL, record -> {
                    if (record.value().getBackbone().equals(backbone) && isNew(record.key(), answers)) {
                        answers.put(record.key(), Optional.of(record.value()));
                        out.println(describe(record.value()));
                    }
                });
                refused.poll(Duration.ZERO, record -> {
                    if (DeadLetterHeaders.concern(record.headers(), backbone) && isNew(record.key(), answers)) {
                        answers.put(record.key(), Optional.empty());
                        out.println(record.key() + "  refused: " + DeadLetterHeaders.reason(record.headers()));
                    }
                });
                last = answers.size() > before ? Instant.now() : last;
                out.flush();
            }
        }
        files.keySet().stream().filter(id -> !answers.containsKey(id))
                .forEach(id -> out.println(id + "  no answer within " + silence.toSeconds() + " s"));
        out.flush();
        List<Prediction> found = files.keySet().stream()
                .flatMap(id -> answers.getOrDefault(id, Optional.empty()).stream()).toList();
        if (npy.isPresent() && !found.isEmpty()) {
            write(found, npy.get());
        }
        return found.size() == files.size() ? 0 : 1;
    }

    private boolean isNew(String id, Map<String, Optional<Prediction>> answers) {
        return files.containsKey(id) && !answers.containsKey(id);
    }

    private static String onlySubject(Site site) {
        Set<String> subjects = Subjects.all(site).keySet();
        if (subjects.size() != 1) {
            throw new IllegalArgumentException("name one of the subjects " + subjects + " with --subject");
        }
        return subjects.iterator().next();
    }

    private static String describe(Prediction prediction) {
        float[] values = Tensors.floats(prediction.getValues());
        StringBuilder text = new StringBuilder(String.format("%s  encoder v%d  %d ms  %d voxels:",
                prediction.getStimulusId(), prediction.getEncoderVersion(),
                Duration.between(prediction.getSentAt(), prediction.getScoredAt()).toMillis(), values.length));
        for (int voxel = 0; voxel < Math.min(SHOWN_VOXELS, values.length); voxel++) {
            text.append(String.format(java.util.Locale.ROOT, " %.3f", values[voxel]));
        }
        return text.append(values.length > SHOWN_VOXELS ? " ..." : "").toString();
    }

    private static void write(List<Prediction> predictions, Path file) throws IOException {
        List<float[]> rows = new ArrayList<>(predictions.stream().map(p -> Tensors.floats(p.getValues())).toList());
        int voxels = rows.getFirst().length;
        float[] all = new float[rows.size() * voxels];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, all, row * voxels, voxels);
        }
        NpyFile.write(file, new FloatTensor(new int[]{rows.size(), voxels}, all));
    }
}
