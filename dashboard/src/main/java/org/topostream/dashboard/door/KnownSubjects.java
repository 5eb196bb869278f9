package org.topostream.dashboard.door;

import java.util.List;

import org.topostream.dashboard.live.Anatomy;
import org.topostream.dashboard.live.FeedState;
import org.topostream.dashboard.live.Live;

/// Who may be written about. A slip in a subject's name would else make a topic that nobody reads.
final class KnownSubjects {
    private final Live live;

    KnownSubjects(Live live) {
        this.live = live;
    }

    /// The subject that the field names.
    /// @throws Problem where it is not known, or not yet
    Anatomy required(Given given, String field) {
        String name = DoorIds.name(field, given.text(field));
        return live.subject(name).orElseThrow(() -> unknown(field, name)).anatomy();
    }

    private Problem unknown(String field, String name) {
        List<String> known = live.subjects().stream().map(subject -> subject.anatomy().subject()).toList();
        String expected = "a subject that is published, such as one of " + known;
        return live.state() == FeedState.LIVE
                ? Problem.broken(field, expected, name)
                : Problem.unavailable(field, expected, name + ", while subjects are still being read");
    }
}
