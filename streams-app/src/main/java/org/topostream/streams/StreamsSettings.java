package org.topostream.streams;

import java.nio.file.Path;

/// How a stage runs.
///
/// @param threads      stream threads; more of them fill larger batches
/// @param stateFolder  where local state lies
public record StreamsSettings(int threads, Path stateFolder) {
    public StreamsSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
        }
    }
}
