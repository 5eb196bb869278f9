package org.topostream.dashboard.door;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.topostream.dashboard.live.Trial;

/// For which predictions somebody waits, and how long.
///
/// @param subject  whose; anybody's where it is empty
/// @param backbone on whose features; any where it is empty
/// @param count    how many, of different subjects or backbones
record Waiting(String stimulusId, Optional<String> subject, Optional<String> backbone, int count, Duration longest) {
    static final String SUBJECT = "subject";
    static final String BACKBONE = "backbone";
    static final String COUNT = "count";
    static final String SECONDS = "seconds";
    static final List<Field> FIELDS = List.of(Field.optional(SUBJECT, Kind.TEXT), Field.optional(BACKBONE, Kind.TEXT),
            Field.optional(COUNT, Kind.WHOLE), Field.optional(SECONDS, Kind.NUMBER));

    /// Shorter than after what the server takes a silent connection for a dead one.
    private static final int MOST_SECONDS = 30;
    private static final int MOST = 64;

    /// @param seconds how long where nothing is said
    /// @throws Problem where something else is said that cannot be
    static Waiting of(Given given, String stimulusId, double seconds) {
        double longest = given.number(SECONDS, 0, MOST_SECONDS).orElse(seconds);
        return new Waiting(stimulusId, name(given, SUBJECT), name(given, BACKBONE),
                given.whole(COUNT, 1, MOST).orElse(1), Duration.ofMillis((long) (1000 * longest)));
    }

    private static Optional<String> name(Given given, String field) {
        return given.has(field) ? Optional.of(DoorIds.name(field, given.text(field))) : Optional.empty();
    }

    boolean wants(String whose) {
        return subject.isEmpty() || subject.get().equals(whose);
    }

    boolean wants(Trial trial) {
        return trial.stimulusId().equals(stimulusId) && trial.predicted().isPresent()
                && (backbone.isEmpty() || backbone.get().equals(trial.backbone()));
    }
}
