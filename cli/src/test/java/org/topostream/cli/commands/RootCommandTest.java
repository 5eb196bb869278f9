package org.topostream.cli.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;

import org.junit.jupiter.api.Test;

class RootCommandTest {

    private static Set<String> known(String... arguments) {
        return RootCommand.commandLine(arguments).getSubcommands().keySet();
    }

    @Test
    void knowsTheCommandThatIsCalledAlone() {
        Set<String> all = known();

        assertTrue(all.containsAll(Set.of("demo", "score", "doctor", "help")), all.toString());
        for (String name : all) {
            Set<String> wanted = name.equals("help") ? all : Set.of(name, "help");
            assertEquals(wanted, known(name, "--help"), name);
        }
    }

    @Test
    void knowsAllWhereNoneIsNamed() {
        assertEquals(known(), known("--help"));
        assertEquals(known(), known("scoer"));
        assertEquals(known(), known("help", "score"));
    }
}
