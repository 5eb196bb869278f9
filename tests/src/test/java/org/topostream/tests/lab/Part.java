package org.topostream.tests.lab;

import java.util.ArrayList;
import java.util.List;

/// A part of topostream, as the command that runs it.
enum Part {
    EXTRACT("extract", List.of("--threads", "2")),
    SCORE("score", List.of("--subject", FaultExperiment.SUBJECT)),
    EVALUATE("evaluate", List.of("--subject", FaultExperiment.SUBJECT)),
    MAP("map", List.of("--subject", FaultExperiment.SUBJECT)),
    TRAIN("train", List.of("--subject", FaultExperiment.SUBJECT, "--steps-per-trial", "1", "--full-after", "0",
            "--batch", "4", "--bottleneck", "8"));

    private final String command;
    private final List<String> options;

    Part(String command, List<String> options) {
        this.command = command;
        this.options = options;
    }

    /// Its name, as people type it.
    String command() {
        return command;
    }

    /// What stands behind `topostream`, without the site and the folder.
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(options);
        return arguments;
    }
}
