package org.topostream.cli.bench.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.topostream.producers.phantom.PhantomImages;

/// Encoded pictures to measure with.
public final class Pictures {
    private Pictures() {}

    /// Files of a folder in the order of their names, again from the first where there are too few; without a folder,
    /// made-up JPEGs of 128 x 128.
    /// @throws IOException where there is no file, or one cannot be read
    public static List<byte[]> of(Optional<Path> folder, int count) throws IOException {
        return folder.isPresent() ? read(folder.get(), count) : draw(count);
    }

    private static List<byte[]> read(Path folder, int count) throws IOException {
        List<byte[]> read = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().limit(count).toList()) {
                read.add(Files.readAllBytes(file));
            }
        }
        if (read.isEmpty()) {
            throw new IOException(folder + ": expected pictures, found no file");
        }
        List<byte[]> pictures = new ArrayList<>();
        while (pictures.size() < count) {
            pictures.add(read.get(pictures.size() % read.size()));
        }
        return pictures;
    }

    private static List<byte[]> draw(int count) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pictures.add(PhantomImages.jpeg(i));
        }
        return pictures;
    }
}
