package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.topostream.producers.ReplayFolder;

/// Our own replay folder.
final class ReplayLayout implements Layout {
    @Override
    public String name() {
        return "replay folder";
    }

    @Override
    public String has() {
        return "subject.json, coordinates.npy, responses.npy, trials.tsv and stimuli/";
    }

    @Override
    public boolean fits(Path folder) {
        return Files.isRegularFile(folder.resolve("subject.json")) || Files.isRegularFile(folder.resolve("trials.tsv"));
    }

    @Override
    public Dataset open(Path folder, DatasetOptions options) throws IOException {
        return new Dataset.Responses(name(), ReplayFolder.open(folder, options.name()), List.of(folder.toRealPath()));
    }
}
