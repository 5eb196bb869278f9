package org.topostream.producers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.npy.NpyFile;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Subject;

/// A recorded experiment in a folder: `stimuli/`, `trials.tsv`, `responses.npy`, `coordinates.npy`, `subject.json`.
///
/// Images in `stimuli/` that no trial names are shown as well, without a response.
public final class ReplayFolder implements Experiment {
    private static final String TRIALS = "trials.tsv";
    private static final String RESPONSES = "responses.npy";

    private final Path folder;
    private final Subject subject;
    private final FloatTensor responses;
    private final List<Presentation> presentations = new ArrayList<>();
    private final Map<Presentation, Path> files = new HashMap<>();
    private final Map<String, Integer> rows = new HashMap<>();

    private ReplayFolder(Path folder, Subject subject, FloatTensor responses) {
        this.folder = folder;
        this.subject = subject;
        this.responses = responses;
    }

    /// @param name the subject's; without one, that of `subject.json`
    /// @throws IOException with what was expected and what came, where the folder is not as it should be
    public static ReplayFolder open(Path folder, Optional<String> name) throws IOException {
        for (String part : List.of("subject.json", "coordinates.npy", RESPONSES, TRIALS)) {
            if (!Files.isRegularFile(folder.resolve(part))) {
                throw new IOException(folder + " is not a replay folder: it has no " + part);
            }
        }
        ReplayFolder replay = new ReplayFolder(folder, subject(folder, name),
                NpyFile.readFloat(folder.resolve(RESPONSES)));
        replay.readTrials();
        replay.addOtherImages();
        return replay;
    }

    private static Subject subject(Path folder, Optional<String> name) throws IOException {
        JsonNode json = new ObjectMapper().readTree(folder.resolve("subject.json").toFile());
        FloatTensor coordinates = NpyFile.readFloat(folder.resolve("coordinates.npy"));
        if (coordinates.shape().length != 2 || coordinates.shape()[1] != 3) {
            throw new IOException(folder.resolve("coordinates.npy") + " has shape "
                    + Arrays.toString(coordinates.shape()) + ", expected [voxels, 3]");
        }
        if (json.path("subject").asText().isEmpty()) {
            throw new IOException(folder.resolve("subject.json") + " has no \"subject\"");
        }
        return Subject.newBuilder().setSubject(name.orElse(json.path("subject").asText()))
                .setCoordinates(Tensors.float32(coordinates.values(), coordinates.shape()))
                .setMeasure(json.path("measure").asText()).setSource(json.path("source").asText()).build();
    }

    private void readTrials() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(TRIALS));
        List<String> header = List.of(lines.getFirst().split("\t"));
        int[] columns = Stream.of("trial_id", "stimulus_id", "stim_file", "split").mapToInt(header::indexOf).toArray();
        if (Arrays.stream(columns).anyMatch(column -> column < 0)) {
            throw new IOException(folder.resolve(TRIALS) + " has columns " + header
                    + ", expected trial_id, stimulus_id, stim_file and split");
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t");
            add(new Presentation(cells[columns[0]], cells[columns[1]],
                    Split.valueOf(cells[columns[3]].toUpperCase(Locale.ROOT))), folder.resolve(cells[columns[2]]));
        }
        int voxels = subject.getCoordinates().getShape().getFirst();
        int[] expected = {rows.size(), voxels};
        if (!Arrays.equals(responses.shape(), expected)) {
            throw new IOException(folder.resolve(RESPONSES) + " has shape " + Arrays.toString(responses.shape())
                    + ", expected " + Arrays.toString(expected) + ": one row per trial of " + TRIALS
                    + ", one column per row of coordinates.npy");
        }
    }

    private void add(Presentation presentation, Path file) throws IOException {
        if (presentation.isTrial() && rows.putIfAbsent(presentation.trialId(), rows.size()) != null) {
            throw new IOException(folder.resolve(TRIALS) + " names trial " + presentation.trialId() + " twice");
        }
        presentations.add(presentation);
        files.put(presentation, file);
    }

    private void addOtherImages() throws IOException {
        Path stimuli = folder.resolve("stimuli");
        Set<Path> named = new HashSet<>(files.values());
        if (Files.isDirectory(stimuli)) {
            try (Stream<Path> images = Files.list(stimuli)) {
                for (Path image : images.filter(Files::isRegularFile).sorted().toList()) {
                    if (!named.contains(image)) {
                        add(new Presentation("", image.getFileName().toString(), Split.VALIDATION), image);
                    }
                }
            }
        }
    }

    @Override
    public Subject subject() {
        return subject;
    }

    @Override
    public List<Presentation> presentations() {
        return List.copyOf(presentations);
    }

    @Override
    public ImageFile image(Presentation presentation) throws IOException {
        return ImageFile.read(files.get(presentation));
    }

    @Override
    public float[] response(Presentation presentation) {
        if (!presentation.isTrial()) {
            throw new IllegalArgumentException("stimulus " + presentation.stimulusId() + " is no trial");
        }
        int voxels = responses.shape()[1];
        int row = rows.get(presentation.trialId());
        return Arrays.copyOfRange(responses.values(), row * voxels, (row + 1) * voxels);
    }
}
