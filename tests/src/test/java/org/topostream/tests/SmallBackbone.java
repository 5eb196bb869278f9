package org.topostream.tests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A backbone that costs nothing to run, under any name; `make_small_backbone.py` made it.
public final class SmallBackbone {
    private static final String NAME = "pixels";

    private SmallBackbone() {}

    /// @return its folder
    public static Path write(Path folder, String name) throws IOException {
        Path backbone = Files.createDirectories(folder.resolve(name));
        Files.writeString(backbone.resolve("backbone.json"),
                new String(read("backbone.json"), StandardCharsets.UTF_8).replace("\"" + NAME + "\"",
                        "\"" + name + "\""));
        Files.write(backbone.resolve("model.onnx"), read("model.onnx"));
        return backbone;
    }

    private static byte[] read(String file) throws IOException {
        try (InputStream resource = SmallBackbone.class.getResourceAsStream(NAME + "/" + file)) {
            if (resource == null) {
                throw new IOException("no resource " + NAME + "/" + file);
            }
            return resource.readAllBytes();
        }
    }
}
