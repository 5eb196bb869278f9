package org.topostream.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The quick form of `tests/faults.sh`.
class FaultBenchTest {
    private static final int FAULTS = 20;
    private static final long MINUTES = 15;
    /// A full disk takes a mount, which takes a namespace of one's own; where neither may be had, that kind is left out.
    private static final List<List<String>> NAMESPACES = List.of(List.of("unshare", "--mount"),
            List.of("unshare", "--map-root-user", "--mount"), List.of());

    @Test
    void nothingIsLostAndNothingTwiceUnderTwentyFaults(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out.json");
        Path told = folder.resolve("told.log");
        List<String> command = new ArrayList<>(namespace());
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Xmx1g", "-Dai.djl.offline=true",
                "-Dtopostream.root=" + System.getProperty("topostream.root"),
                "-Dtopostream.log=" + folder.resolve("bench.log"), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                FaultBench.class.getName(), "--faults", Integer.toString(FAULTS), "--seed", "4", "--json", "--folder",
                folder.resolve("lab").toString()));

        Process bench = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(told.toFile()).start();
        try {
            assertTrue(bench.waitFor(MINUTES, TimeUnit.MINUTES), () -> "it does not end: " + read(told));
        } finally {
            bench.destroy();
            bench.waitFor();
        }

        assertEquals(0, bench.exitValue(), () -> read(told) + read(out));
        JsonNode report = new ObjectMapper().readTree(out.toFile());
        assertEquals(FAULTS, report.path("faults").asInt());
        for (String count : List.of("lost", "duplicated", "leaked", "different")) {
            assertEquals(0, report.path(count).asInt(-1), count);
        }
    }

    private static List<String> namespace() throws IOException, InterruptedException {
        for (List<String> form : NAMESPACES) {
            List<String> command = new ArrayList<>(form);
            command.add("true");
            try {
                if (new ProcessBuilder(command).start().waitFor() == 0) {
                    return form;
                }
            } catch (IOException e) {
                // No such program here.
            }
        }
        return List.of();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
