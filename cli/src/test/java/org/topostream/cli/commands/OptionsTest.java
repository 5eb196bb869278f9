package org.topostream.cli.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import org.topostream.cli.config.BoundsCheck;

/// Where options come from, and which numbers are refused.
class OptionsTest {
    @TempDir
    private Path folder;

    private record Refusal(int status, String told) {}

    private Refusal refusal(Map<String, String> environment, String... arguments) {
        StringWriter err = new StringWriter();
        int status = RootCommand.commandLine(environment, folder, arguments).setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Refusal(status, err.toString().lines().findFirst().orElse(""));
    }

    private <T> T parsed(String option, Map<String, String> environment, String... arguments) {
        ParseResult found = RootCommand.commandLine(environment, folder, arguments).parseArgs(arguments);
        return found.subcommand().commandSpec().findOption(option).getValue();
    }

    private static void collect(CommandLine command, List<String> unbounded) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            Class<?> type = option.auxiliaryTypes().length > 0 ? option.auxiliaryTypes()[0] : option.type();
            boolean number = Number.class.isAssignableFrom(type)
                    || type.isPrimitive() && type != boolean.class && type != char.class;
            if (number && BoundsCheck.of(option).isEmpty()) {
                unbounded.add(command.getCommandSpec().qualifiedName() + " " + option.longestName());
            }
        }
        command.getSubcommands().values().forEach(each -> collect(each, unbounded));
    }

    @Test
    void everyOptionOfNumbersSaysItsRange() {
        List<String> unbounded = new ArrayList<>();

        collect(RootCommand.plain(), unbounded);

        assertEquals(List.of(), unbounded);
    }

    @Test
    void refusesANumberOutOfItsRangeBeforeTheCommandStarts() {
        Refusal refused = refusal(Map.of(), "dashboard", "--port", "65536");

        assertEquals(new Refusal(2, "option --port: expected 0 to 65535, got 65536"), refused);
    }

    @Test
    void refusesANumberOfTheEnvironmentThatIsOutOfItsRange() {
        Refusal refused = refusal(Map.of("TOPOSTREAM_THREADS", "0"), "score", "--subject", "s");

        assertEquals(new Refusal(2, "option --threads: expected 1 or more, got 0"), refused);
    }

    @Test
    void takesTheCommandLineBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() throws IOException {
        Map<String, String> none = Map.of();
        Map<String, String> environment = Map.of("TOPOSTREAM_THREADS", "5");
        assertEquals(2, this.<Integer>parsed("--threads", none, "score", "--subject", "s"));

        Files.writeString(folder.resolve("topostream.properties"), "threads=3\nextract.threads=4\n");

        assertEquals(3, this.<Integer>parsed("--threads", none, "score", "--subject", "s"));
        assertEquals(4, this.<Integer>parsed("--threads", none, "extract"));
        assertEquals(5, this.<Integer>parsed("--threads", environment, "extract"));
        assertEquals(6, this.<Integer>parsed("--threads", environment, "extract", "--threads", "6"));
    }

    @Test
    void takesTheNamedFileInsteadOfTheOneInTheFolder() throws IOException {
        Files.writeString(folder.resolve("topostream.properties"), "threads=3\n");
        Path named = Files.writeString(folder.resolve("lab.properties"), "score.threads=7\nsubject=s\n");

        assertEquals(7, this.<Integer>parsed("--threads", Map.of(), "score", "--defaults", named.toString()));
        assertEquals(7, this.<Integer>parsed("--threads", Map.of(), "score", "--defaults=" + named));
    }

    @Test
    void aFlagThatIsGivenIsOnWhateverElseSays() {
        Map<String, String> environment = Map.of("TOPOSTREAM_NO_PAGE", "true");

        assertEquals(true, this.<Boolean>parsed("--no-page", environment, "up"));
        assertEquals(true, this.<Boolean>parsed("--no-page", environment, "up", "--no-page"));
        assertEquals(false, this.<Boolean>parsed("--no-page", Map.of(), "up"));
    }

    @Test
    void refusesAKeyThatIsNoOption() throws IOException {
        Files.writeString(folder.resolve("topostream.properties"), "extract.thread=4\n");

        Refusal refused = refusal(Map.of(), "extract");

        assertEquals(2, refused.status());
        assertTrue(refused.told().endsWith(", got extract.thread"), refused.told());
    }

    @Test
    void refusesAFileThatIsMissing() {
        Refusal refused = refusal(Map.of(), "extract", "--defaults", folder.resolve("none").toString());

        assertEquals(2, refused.status());
        assertTrue(refused.told().contains("expected a properties file"), refused.told());
    }
}
