package org.topostream.producers.scan.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.producers.scan.ScannedVolume;

/// ZeroMQ's own library and NumPy, by `pyneal_sender.py`, send as Pyneal does.
@Timeout(120)
class PynealPythonTest {
    private static final Path SCRIPT = Path.of(System.getProperty("topostream.root", ".."), "producers", "src", "test",
            "resources", "scan", "socket", "pyneal_sender.py");

    private static boolean imports(String interpreter) throws InterruptedException {
        try {
            return new ProcessBuilder(interpreter, "-c", "import numpy, zmq").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void takesWhatPythonSends() throws Exception {
        String interpreter = Optional.ofNullable(System.getenv("TOPOSTREAM_PYTHON")).orElse("python3");
        assumeTrue(imports(interpreter),
                "no " + interpreter + " with numpy and pyzmq (TOPOSTREAM_PYTHON names another)");
        Recorder recorder = new Recorder();
        try (PynealReceiver receiver = PynealReceiver.open(ReceiverSettings.onLoopback(0), recorder)) {
            Process sender = new ProcessBuilder(interpreter, SCRIPT.toString(), receiver.address().getHostString(),
                    Integer.toString(receiver.address().getPort())).redirectErrorStream(true).start();
            String printed = new String(sender.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, sender.waitFor(), printed);
        }

        for (int number = 0; number < 3; number++) {
            ScannedVolume volume = recorder.volume("pyneal", number);
            // [1, 2, 3] of an array [2, 3, 4] is its last value
            assertEquals(100 * number + 23, volume.values()[23]);
            assertEquals(100 * number + 12, volume.values()[1]);
        }
    }
}
