package org.topostream.cli.letters;

import java.util.Optional;

import picocli.CommandLine.Option;

/// Options that say which letters.
public final class LetterChoice {
    @Option(names = "--stage", paramLabel = "STAGE", description = "Only letters of this stage: extract, score, "
            + "evaluate or map.")
    private Optional<String> stage = Optional.empty();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only letters whose record came from this topic.")
    private Optional<String> topic = Optional.empty();

    @Option(names = "--key", paramLabel = "KEY", description = "Only letters with this key: a stimulus id, as a rule.")
    private Optional<String> key = Optional.empty();

    /// Whether nothing is said, which takes all.
    public boolean isEmpty() {
        return stage.isEmpty() && topic.isEmpty() && key.isEmpty();
    }

    public boolean takes(Letter letter) {
        return stage.map(letter.stage()::equals).orElse(true) && topic.map(letter.topic()::equals).orElse(true)
                && key.map(wanted -> letter.key().map(wanted::equals).orElse(false)).orElse(true);
    }
}
