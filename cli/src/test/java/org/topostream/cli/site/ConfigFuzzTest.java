package org.topostream.cli.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import org.topostream.schemas.Cases;
import org.topostream.schemas.Mutations;

/// Settings files are read, or refused with their name and what is wrong.
class ConfigFuzzTest {
    private static final byte[] GOOD = """
            bootstrap.servers=a:9092
            schema.registry.url=http://a:8081
            topostream.record.max.bytes=2000000
            security.protocol=SSL
            """.getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private static SiteOptions options(Path file) {
        SiteOptions options = new SiteOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("site",
                CommandLine.Model.CommandSpec.forAnnotatedObject(options))).parseArgs("--config", file.toString());
        return options;
    }

    @Test
    void readsOrRefusesSettingsFiles() throws IOException {
        Path file = folder.resolve("site.properties");

        Cases.run(500, (random, number) -> {
            Files.write(file, Mutations.of(GOOD, random));
            try {
                options(file).external();
            } catch (IOException | IllegalArgumentException e) {
                assertTrue(e.getMessage().startsWith("--config " + file + ": expected")
                        || e.getMessage().startsWith("--bootstrap-server and --schema-registry go together"),
                        e.getMessage());
            }
        });
        Files.write(file, GOOD);
        assertEquals("a:9092", options(file).external().orElseThrow().bootstrapServers());
    }

    @Test
    void namesASettingThatIsMisspelt() throws IOException {
        Path file = Files.writeString(folder.resolve("site.properties"), "topostream.record.max.byte=1");

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> options(file).settings());

        assertTrue(refused.getMessage().endsWith(", got topostream.record.max.byte"), refused.getMessage());
    }

    @Test
    void saysWhichFileIsMissing() {
        Path file = folder.resolve("none");

        IOException refused = assertThrows(IOException.class, () -> options(file).settings());

        assertTrue(refused.getMessage().startsWith("--config " + file + ": expected a properties file"),
                refused.getMessage());
    }

    @Test
    void passesOverEndpointsThatCannotBeRead() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("up")).resolve("endpoints.properties"), "pid=\\u12");

        assertEquals(List.of(), Endpoints.running(folder));
    }
}
