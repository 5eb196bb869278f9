package org.topostream.tests.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

/// The image that `mvn -Pimages` has made, where it has.
class ImageTest {
    private static final Path IMAGE = Path.of(System.getProperty("topostream.root", ".."), "cli", "target",
            "topostream-image.tar");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SMALL = 1 << 20;

    /// An OCI image layout.
    ///
    /// @param small files of less than 1 MB, by name
    private record Layout(Map<String, byte[]> small) {
        JsonNode json(String name) throws IOException {
            return JSON.readTree(small.get(name));
        }

        JsonNode blob(JsonNode descriptor) throws IOException {
            return json("blobs/sha256/" + descriptor.path("digest").asText().substring("sha256:".length()));
        }
    }

    private static Layout layout() throws IOException {
        Map<String, byte[]> small = new HashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(IMAGE))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getSize() < SMALL) {
                    small.put(entry.getName(), tar.readAllBytes());
                }
            }
        }
        return new Layout(small);
    }

    /// What the small layers hold.
    private static List<TarArchiveEntry> entries(Layout layout, JsonNode manifest) throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        for (JsonNode layer : manifest.path("layers")) {
            byte[] bytes = layout.small()
                    .get("blobs/sha256/" + layer.path("digest").asText().substring("sha256:".length()));
            if (bytes != null) {
                try (InputStream open = new GZIPInputStream(new ByteArrayInputStream(bytes));
                        TarArchiveInputStream tar = new TarArchiveInputStream(open)) {
                    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                        entries.add(entry);
                    }
                }
            }
        }
        return entries;
    }

    @Test
    void startsTopostreamAsNobodyInAFolderThatVolumesMayReplace() throws IOException {
        assumeTrue(Files.exists(IMAGE), "no image here: mvn -Pimages makes one");
        Layout layout = layout();
        JsonNode manifest = layout.blob(layout.json("index.json").path("manifests").path(0));
        JsonNode config = layout.blob(manifest.path("config")).path("config");

        List<TarArchiveEntry> entries = entries(layout, manifest);

        assertEquals("10001:10001", config.path("User").asText());
        assertEquals("/data", config.path("WorkingDir").asText());
        String entrypoint = config.path("Entrypoint").toString();
        assertTrue(entrypoint.contains("\"org.topostream.cli.Topostream\""), entrypoint);
        assertTrue(entrypoint.contains("--add-modules=jdk.incubator.vector"), entrypoint);
        for (String folder : List.of("data/", "certificates/")) {
            assertTrue(entries.stream().anyMatch(entry -> entry.getName().replaceFirst("^/", "").equals(folder)
                    && (entry.getMode() & 0777) == 0777), folder + " is not everybody's");
        }
    }
}
