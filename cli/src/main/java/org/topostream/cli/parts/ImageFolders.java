package org.topostream.cli.parts;

import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Option;

/// Option that says where images too large to travel may be read.
public final class ImageFolders {
    @Option(names = "--image-folder", paramLabel = "FOLDER", defaultValue = ".", description = "Images of 1 MB and more "
            + "are read from their files, below these folders only (default: the current folder).")
    private List<Path> folders = List.of(Path.of("."));

    /// The folders' real paths.
    /// @throws java.io.IOException where one does not exist
    public List<Path> paths() throws java.io.IOException {
        List<Path> real = new java.util.ArrayList<>();
        for (Path folder : folders) {
            real.add(folder.toRealPath());
        }
        return real;
    }
}
