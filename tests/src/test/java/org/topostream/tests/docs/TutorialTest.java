package org.topostream.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The tutorial, as it stands: what it tells to type is typed, and what it says is printed must be printed.
@Timeout(240)
class TutorialTest {
    private static final String PORT = "8088";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    @Test
    void aReaderReachesALiveMapWithCopyAndPasteOnly() throws Exception {
        String port = free();
        Files.createSymbolicLink(folder.resolve("topostream"), Page.ROOT.resolve("topostream"));
        Path screen = folder.resolve("first-terminal.out");
        List<Page.Block> blocks = Page.of("docs/tutorial.md").blocks().stream()
                .filter(block -> block.info().contains("tutorial"))
                .map(block -> new Page.Block(block.info(), block.text().replace(PORT, port))).toList();
        assertEquals("sh tutorial stays", blocks.getFirst().info());
        Process first = Shell.start(folder, port.equals(PORT)
                ? "exec " + blocks.getFirst().text()
                : "TOPOSTREAM_PORT=" + port + " exec " + blocks.getFirst().text(), screen);
        try {
            String expected = blocks.get(1).text();
            awaitShown(first, screen, expected);

            for (int i = 2; i < blocks.size(); i += 2) {
                assertEquals("sh tutorial", blocks.get(i).info());
                assertEquals("text tutorial", blocks.get(i + 1).info());
                awaitPrinted(blocks.get(i).text(), blocks.get(i + 1).text());
            }
            assertTrue(Files.size(folder.resolve("layers.csv")) > 0);
        } finally {
            first.destroy();
            assertTrue(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "Ctrl-C does not end it");
        }
    }

    /// The port that the tutorial names; where it is taken on this machine, another one takes its place.
    private static String free() throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(PORT)));
            return PORT;
        } catch (BindException e) {
            try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return Integer.toString(any.getLocalPort());
            }
        }
    }

    private static void awaitShown(Process process, Path screen, String expected) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!shows(Files.readString(screen), expected)) {
            assertTrue(process.isAlive() && Instant.now().isBefore(end),
                    "expected " + expected + ", got " + Files.readString(screen));
            Thread.sleep(LOOK_EVERY);
        }
    }

    /// A reader is slower than this test: what is not there yet is asked for again.
    private void awaitPrinted(String commands, String expected) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        Shell.Outcome outcome = Shell.run(folder, commands);
        while (!shows(outcome.printed(), expected)) {
            assertTrue(Instant.now().isBefore(end), commands + "expected " + expected + ", got " + outcome.printed());
            Thread.sleep(LOOK_EVERY);
            outcome = Shell.run(folder, commands);
        }
        assertEquals(0, outcome.status(), commands + outcome.printed());
    }

    private static boolean shows(String printed, String expected) {
        return expected.lines().allMatch(printed::contains);
    }
}
