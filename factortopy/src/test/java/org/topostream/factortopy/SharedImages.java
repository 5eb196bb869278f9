package org.topostream.factortopy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Images beside the repository; tests that need them are skipped where they are absent.
public final class SharedImages {
    private static final Path DATA = Path.of(System.getProperty("topostream.root", ".."), "..", "shared", "data");

    private SharedImages() {}

    /// Four photographs, one of them a JPEG.
    public static List<Path> photographs() throws IOException {
        return images("photos", 4);
    }

    /// The first stimuli of a recording.
    public static List<Path> stimuli(int count) throws IOException {
        return images("v4-201025/stimuli", count);
    }

    private static List<Path> images(String name, int count) throws IOException {
        Path folder = DATA.resolve(name);
        assumeTrue(Files.isDirectory(folder), "the shared images are absent: " + folder);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(jpg|png)")).sorted().limit(count).toList();
        }
    }
}
