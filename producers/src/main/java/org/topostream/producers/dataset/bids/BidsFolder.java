package org.topostream.producers.dataset.bids;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.topostream.producers.scan.folder.FileOrder;

/// A dataset in BIDS: `sub-*/[ses-*/]func/`, and files about those there, which may lie in any folder above them.
public final class BidsFolder {
    private static final String FUNCTIONAL = "func";

    private final Path root;

    public BidsFolder(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /// Functional files, in the order of their names; numbers in names count as numbers.
    public List<BidsName> functional(Predicate<BidsName> wanted) throws IOException {
        List<BidsName> found = new ArrayList<>();
        for (Path subject : folders(root, "sub-")) {
            List<Path> places = new ArrayList<>(List.of(subject));
            places.addAll(folders(subject, "ses-"));
            for (Path place : places) {
                found.addAll(files(place.resolve(FUNCTIONAL)).stream().filter(wanted).toList());
            }
        }
        return found;
    }

    private static List<Path> folders(Path parent, String prefix) throws IOException {
        try (Stream<Path> below = Files.list(parent)) {
            return below.filter(each -> String.valueOf(each.getFileName()).startsWith(prefix))
                    .filter(Files::isDirectory).sorted(new FileOrder()).toList();
        }
    }

    private static List<BidsName> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted(new FileOrder()).map(BidsName::of).toList();
        }
    }

    /// Files about another one, the nearest first: those in its folder before those above it, and of one folder those
    /// with more entities.
    public List<Path> about(BidsName file, String suffix, String extension) throws IOException {
        List<Path> about = new ArrayList<>();
        Path top = root.toAbsolutePath().normalize();
        Path folder = file.file().toAbsolutePath().normalize().getParent();
        while (folder != null && folder.startsWith(top)) {
            files(folder).stream()
                    .filter(each -> each.suffix().equals(suffix) && each.extension().equals(extension)
                            && each.isAbout(file))
                    .sorted(Comparator.comparingInt((BidsName each) -> each.entities().size()).reversed())
                    .forEach(each -> about.add(each.file()));
            folder = folder.getParent();
        }
        return about;
    }

    /// A value of the JSON files about a file.
    /// @return that of the nearest file that has it
    public Optional<JsonNode> value(BidsName file, String key) throws IOException {
        for (Path json : about(file, file.suffix(), ".json")) {
            JsonNode value = new ObjectMapper().readTree(json.toFile()).path(key);
            if (!value.isMissingNode() && !value.isNull()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
