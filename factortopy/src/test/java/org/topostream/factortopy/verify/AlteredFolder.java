package org.topostream.factortopy.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.npy.NpyFile;

/// A copy of a reference folder that may be spoiled.
record AlteredFolder(Path folder) {

    static AlteredFolder copy(ReferenceFolder reference, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(reference.folder())) {
            files = listed.toList();
        }
        for (Path file : files) {
            Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
        }
        return new AlteredFolder(folder);
    }

    /// Moves the first value of a tensor by as much as the tensor's largest value.
    void alter(String name) throws IOException {
        Path file = folder.resolve(name + ".npy");
        FloatTensor tensor = NpyFile.readFloat(file);
        float largest = 0;
        for (float value : tensor.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        tensor.values()[0] += largest;
        NpyFile.write(file, tensor);
    }

    void write(String name, FloatTensor tensor) throws IOException {
        NpyFile.write(folder.resolve(name + ".npy"), tensor);
    }

    void remove(String file) throws IOException {
        Files.delete(folder.resolve(file));
    }

    /// Replaces a piece of `meta.json`.
    void replaceInMeta(String piece, String replacement) throws IOException {
        Path file = folder.resolve("meta.json");
        String text = Files.readString(file);
        if (!text.contains(piece)) {
            throw new IllegalArgumentException(file + ": expected to contain " + piece + ", got " + text);
        }
        Files.writeString(file, text.replace(piece, replacement));
    }
}
