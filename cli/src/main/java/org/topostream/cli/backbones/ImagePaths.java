package org.topostream.cli.backbones;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Images that are named on the command line.
public final class ImagePaths {
    private ImagePaths() {}

    /// Files as they are named; of folders, all JPEG and PNG files below them by name, in order.
    /// @throws IOException where a path does not exist, or there is no image
    public static List<Path> of(List<Path> paths) throws IOException {
        List<Path> images = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new IOException("no such file or folder: " + path);
            }
            if (Files.isDirectory(path)) {
                images.addAll(below(path));
            } else {
                images.add(path);
            }
        }
        if (images.isEmpty()) {
            throw new IOException("no .jpg, .jpeg or .png file in " + paths);
        }
        return images;
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(ImagePaths::isImage).sorted().toList();
        }
    }

    private static boolean isImage(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png)");
    }
}
