package org.topostream.tests.lab;

import java.util.ArrayList;
import java.util.List;

/// A part of topostream, as the command that runs it.
enum Part {
    EXTRACT("extract", false, List.of("--threads", "2")),
    SCORE("score", true, List.of("--subject", FaultExperiment.SUBJECT)),
    EVALUATE("evaluate", false, List.of("--subject", FaultExperiment.SUBJECT)),
    MAP("map", true, List.of("--subject", FaultExperiment.SUBJECT)),
    TRAIN("train", true, List.of("--subject", FaultExperiment.SUBJECT, "--steps-per-trial", "1", "--full-after", "0",
            "--batch", "4", "--bottleneck", "8"));

    private final String command;
    private final boolean vectors;
    private final List<String> options;

    Part(String command, boolean vectors, List<String> options) {
        this.command = command;
        this.vectors = vectors;
        this.options = options;
    }

    /// Whether it evaluates encoders, with the Vector API.
    boolean usesVectors() {
        return vectors;
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
