package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path folder;

    private Path file() throws IOException {
        return Files.writeString(folder.resolve("secrets.properties"), "kafka=open sesame\nodd=${env:PATH}\n");
    }

    @Test
    void putsInWhatFilesAndTheEnvironmentHold() throws IOException {
        String path = System.getenv("PATH");

        Map<String, String> resolved = Secrets.resolve(Map.of("config.providers", "env, file", "a",
                "x ${file:" + file() + ":kafka} y", "b", "${env:PATH}", "c", "plain"));

        assertEquals(Map.of("a", "x open sesame y", "b", path, "c", "plain"), resolved);
    }

    @Test
    void putsInWhatAFolderHolds() throws IOException {
        Files.writeString(folder.resolve("kafka"), "open sesame");

        Map<String, String> resolved = Secrets.resolve(Map.of("config.providers", "directory", "a",
                "${directory:" + folder + ":kafka}"));

        assertEquals(Map.of("a", "open sesame"), resolved);
    }

    @Test
    void takesASecretThatLooksLikeANameForASecret() throws IOException {
        Map<String, String> resolved = Secrets.resolve(Map.of("config.providers", "file", "a",
                "${file:" + file() + ":odd}"));

        assertEquals("${env:PATH}", resolved.get("a"));
    }

    @Test
    void leavesSettingsWithoutSecretsAsTheyAre() {
        assertEquals(Map.of("a", "1"), Secrets.resolve(Map.of("a", "1")));
    }

    @Test
    void refusesANameThatHasNoValue() throws IOException {
        Map<String, String> settings = Map.of("config.providers", "file", "a", "${file:" + file() + ":none}", "b",
                "${file:" + file() + ":kafka}");

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Secrets.resolve(settings));

        assertTrue(refused.getMessage().startsWith("expected a value for ${file:"), refused.getMessage());
        assertFalse(refused.getMessage().contains("sesame"), refused.getMessage());
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Map<String, String> settings = Map.of("config.providers", "file", "a", "${file:/none/at/all:x}");

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Secrets.resolve(settings));

        assertTrue(refused.getMessage().contains("/none/at/all"), refused.getMessage());
    }

    @Test
    void refusesANameWithoutAProvider() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Secrets.resolve(Map.of("a", "${env:HOME}")));

        assertEquals("expected config.providers=env, since a is ${env:HOME}", refused.getMessage());
    }
}
