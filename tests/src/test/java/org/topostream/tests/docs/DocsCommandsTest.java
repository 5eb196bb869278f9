package org.topostream.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import org.topostream.cli.commands.RootCommand;

/// Commands of the documentation are such as topostream has, and those that may be run, run.
@Timeout(120)
class DocsCommandsTest {
    private static final Pattern INLINE = Pattern.compile("`(?:\\./)?topostream( [^`]+)`");
    private static final Pattern IN_BLOCK = Pattern.compile("(?m)(?:^|[|&;] *)(?:\\./)?topostream( [^|&;\\n]*)");
    private static final Pattern PLACEHOLDER = Pattern.compile(".*[A-Z]{1,}.*|.*\\.\\.\\..*");
    private static final int FEWEST = 60;

    /// @param where  the page
    /// @param words  behind `topostream`
    /// @param whole  whether it must be complete, as commands to copy are
    private record Written(String where, List<String> words, boolean whole) {}

    @Test
    void everyCommandThatIsWrittenDownIsOneOfOurs() throws IOException {
        Set<String> wrong = new LinkedHashSet<>();
        List<Written> all = new ArrayList<>();
        for (Page page : Page.all()) {
            all.addAll(written(page));
        }

        all.forEach(each -> fault(each).ifPresent(fault -> wrong.add(each.where() + ": topostream "
                + String.join(" ", each.words()) + ": " + fault)));

        assertEquals(Set.of(), wrong);
        assertTrue(all.size() > FEWEST, "only " + all.size() + " commands were found");
    }

    @Test
    void commandsThatMayBeRunRun() throws IOException, InterruptedException {
        int runs = 0;
        for (Page page : Page.all()) {
            for (Page.Block block : page.blocks()) {
                if (block.info().equals("sh runnable")) {
                    Shell.Outcome outcome = Shell.run(Page.ROOT, block.text());

                    assertEquals(0, outcome.status(), page.name() + ": " + block.text() + outcome.printed());
                    runs++;
                }
            }
        }
        assertTrue(runs > 0, "no page has a block 'sh runnable'");
    }

    private static List<Written> written(Page page) {
        List<Written> found = new ArrayList<>();
        for (MatchResult match : INLINE.matcher(page.prose()).results().toList()) {
            found.add(new Written(page.name(), words(match.group(1)), false));
        }
        for (Page.Block block : page.blocks()) {
            String joined = block.text().replaceAll("\\\\\\n\\s*", " ");
            for (MatchResult match : IN_BLOCK.matcher(joined).results().toList()) {
                found.add(new Written(page.name(), words(match.group(1)), block.info().startsWith("sh")));
            }
        }
        return found.stream().filter(each -> !each.words().isEmpty()
                && Character.isLowerCase(each.words().getFirst().charAt(0))).toList();
    }

    /// Without comments, redirections, and what stands in brackets.
    private static List<String> words(String command) {
        String plain = command.replaceAll("\\s#.*", "").replaceAll("\\s\\d?[<>].*", "").replaceAll("\\[[^\\]]*]", "")
                .replaceAll("[\"']", "");
        return List.of(plain.strip().split("\\s+")).stream().filter(word -> !word.isBlank() && !word.equals("..."))
                .toList();
    }

    private static Optional<String> fault(Written written) {
        try {
            RootCommand.plain().parseArgs(written.words().toArray(String[]::new));
            return Optional.empty();
        } catch (UnmatchedArgumentException e) {
            return Optional.of(e.getMessage());
        } catch (MissingParameterException e) {
            return written.whole() ? Optional.of(e.getMessage()) : Optional.empty();
        } catch (ParameterException e) {
            return isPlaceholder(e) ? Optional.empty() : Optional.of(e.getMessage());
        }
    }

    /// A name in capitals where a number or one of a few words is expected.
    private static boolean isPlaceholder(CommandLine.ParameterException e) {
        return e.getValue() != null && PLACEHOLDER.matcher(e.getValue()).matches();
    }
}
