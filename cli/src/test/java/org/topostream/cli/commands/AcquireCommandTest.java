package org.topostream.cli.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcquireCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"folder", "check", "afni", "pyneal", "murfi", "fieldtrip", "status"})
    void explainsEverySource(String source) {
        CommandLineRun help = CommandLineRun.of("acquire", source, "--help");

        assertEquals(0, help.status(), help.err());
        assertTrue(help.out().contains("Usage: topostream acquire " + source), help.out());
    }

    @Test
    void wantsToKnowWhich() {
        CommandLineRun alone = CommandLineRun.of("acquire");

        assertEquals(2, alone.status());
        assertTrue(alone.err().contains("'acquire fieldtrip' or 'acquire status'"), alone.err());
    }

    @Test
    void estimateExplainsWhereOnsetsAndMotionComeFrom() {
        String help = CommandLineRun.of("estimate", "--help").out();

        assertTrue(help.contains("--onset-from=events|clocks") && help.contains("--dummies=N|auto")
                && help.contains("--motion=source|estimate|none") && help.contains("--keep-runs=HOURS"), help);
    }
}
