package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A copy of a backbone folder of the test resources, to be altered.
record BackboneFolder(Path path) {
    static final String CPU = "cpu";
    /// Rows and columns of these backbones' images.
    static final int SIDE = 8;

    /// @param name   of the folder, see `make_backbone_fixtures.py`
    /// @param target an empty folder
    static BackboneFolder copy(String name, Path target) throws IOException {
        for (Path file : files(name)) {
            Files.copy(file, target.resolve(file.getFileName()));
        }
        return new BackboneFolder(target);
    }

    Path file(String name) {
        return path.resolve(name);
    }

    Backbone load() throws IOException {
        return Backbones.load(path, CPU);
    }

    /// Replaces text in the description.
    void edit(String before, String after) throws IOException {
        Path file = file(BackboneSpec.FILE);
        String description = Files.readString(file);
        assertTrue(description.contains(before), "nothing to edit: " + before);
        Files.writeString(file, description.replace(before, after));
    }

    /// Expects that the folder is refused with a message that has all these parts.
    void assertRefused(String... parts) {
        assertSays(assertThrows(IOException.class, this::load), parts);
    }

    static void assertSays(Exception error, String... parts) {
        for (String part : parts) {
            assertTrue(error.getMessage().contains(part),
                    "expected a message with: " + part + "\ngot: " + error.getMessage());
        }
    }

    private static List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(BackboneFolder.class.getResource(name).toURI()))) {
            return files.toList();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
