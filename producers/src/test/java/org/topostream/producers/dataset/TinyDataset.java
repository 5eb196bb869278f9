package org.topostream.producers.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// A small dataset in the layout of a published one, which `make_datasets.py` writes with nibabel, h5py and pandas, and
/// what those read of it. Without a Python that has them, the test is skipped.
///
/// @param folder where it lies
public record TinyDataset(Path folder) {
    private static final Path SCRIPT = Path.of(System.getProperty("topostream.root", ".."), "producers", "src", "test",
            "python", "make_datasets.py");
    private static final Map<String, Path> WRITTEN = new HashMap<>();
    private static final String MODULES = "h5py, nibabel, numpy, pandas, tables, PIL";

    /// Writes it, or copies it where it was written before.
    /// @param kind one of the script's functions
    public static TinyDataset write(String kind, Path folder) throws IOException, InterruptedException {
        Path written = written(kind);
        try (Stream<Path> files = Files.walk(written)) {
            for (Path file : files.filter(each -> !each.equals(written)).toList()) {
                Files.copy(file, folder.resolve(written.relativize(file)));
            }
        }
        return new TinyDataset(folder);
    }

    private static synchronized Path written(String kind) throws IOException, InterruptedException {
        if (!WRITTEN.containsKey(kind)) {
            String python = Optional.ofNullable(System.getenv("TOPOSTREAM_PYTHON")).orElse("python3");
            assumeTrue(imports(python), "no " + python + " with " + MODULES + " (TOPOSTREAM_PYTHON names another)");
            Path folder = Files.createTempDirectory("tiny-dataset");
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> remove(folder)));
            Process process = new ProcessBuilder(python, "-W", "ignore", SCRIPT.toString(), kind, folder.toString())
                    .redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), printed);
            WRITTEN.put(kind, folder);
        }
        return WRITTEN.get(kind);
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean imports(String python) throws InterruptedException {
        try {
            return new ProcessBuilder(python, "-c", "import " + MODULES).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    public JsonNode expected() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
    }

    /// What whoever replays it must say.
    public DatasetOptions options(String kind) {
        DatasetOptions none = DatasetOptions.defaults();
        return switch (kind) {
            case "algonauts" -> none.onSurfaces(folder.resolve("fsaverage"));
            case "nsd_surfaces" -> none.onSurfaces(folder.resolve("fsaverage"))
                    .within(folder.resolve("lh.mask.mgh"), folder.resolve("rh.mask.mgh"))
                    .withStimuli(folder.resolve("pictures"));
            case "bold5000" -> none.withStimuli(folder.resolve("stim"));
            case "things" -> none;
            case "bids_betas" -> new DatasetOptions(none.name(), none.recorded(),
                    List.of(folder.resolve("mask.nii.gz")), Map.of("V1", folder.resolve("v1.nii")),
                    none.surfaces(), none.stimuli(), none.stimulusColumn(), none.task(), none.sessions(), none.space());
            default -> none.within(folder.resolve("mask.nii.gz"));
        };
    }

    public Dataset.Responses open(String kind) throws IOException {
        return (Dataset.Responses) Datasets.open(folder, options(kind));
    }

    /// Replaces a text in a file.
    public void replace(String file, String text, String other) throws IOException {
        Path path = folder.resolve(file);
        Files.writeString(path, Files.readString(path).replace(text, other));
    }
}
