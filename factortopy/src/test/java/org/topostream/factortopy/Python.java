package org.topostream.factortopy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Python interpreter for tests that compare with it. `TOPOSTREAM_PYTHON` names another than `python3`.
public final class Python {
    private static final Path SCRIPTS = Path.of(System.getProperty("topostream.root", ".."), "factortopy", "src",
            "test",
            "python");

    private final String interpreter;

    private Python(String interpreter) {
        this.interpreter = interpreter;
    }

    /// The interpreter; without it, or without one of the modules, the test is skipped.
    /// @param modules what the test imports, with commas between
    public static Python with(String modules) throws IOException, InterruptedException {
        String interpreter = Optional.ofNullable(System.getenv("TOPOSTREAM_PYTHON")).orElse("python3");
        assumeTrue(imports(interpreter, modules),
                "no " + interpreter + " with " + modules + " (TOPOSTREAM_PYTHON names another)");
        return new Python(interpreter);
    }

    /// Runs a script of `src/test/python` and expects that it ends well.
    public void run(String script, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(interpreter, SCRIPTS.resolve(script).toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
    }

    private static boolean imports(String interpreter, String modules) throws InterruptedException {
        try {
            return new ProcessBuilder(interpreter, "-c", "import " + modules).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
