package org.topostream.producers.dataset;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which of a dataset's numbered sessions are wanted.
final class SessionChoice {
    private SessionChoice() {}

    /// Takes away those that are not.
    /// @param wanted numbers, with or without `ses-` before them; none for all
    /// @throws IOException              where there is no session
    /// @throws IllegalArgumentException where there is none of a wanted number
    static void keep(String from, Map<Integer, ?> sessions, List<String> wanted) throws IOException {
        if (sessions.isEmpty()) {
            throw new IOException(from + ": expected betas of a session or more, got none");
        }
        List<Integer> numbers = wanted.stream().map(SessionChoice::number).toList();
        if (!sessions.keySet().containsAll(numbers)) {
            throw new IllegalArgumentException(from + ": expected sessions of "
                    + new TreeSet<>(sessions.keySet()) + " (--dataset-session), got " + wanted);
        }
        if (!numbers.isEmpty()) {
            sessions.keySet().retainAll(numbers.stream().collect(Collectors.toSet()));
        }
    }

    private static int number(String session) {
        try {
            return Integer.parseInt(session.replaceFirst("^\\D+", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected the number of a session (--dataset-session), got " + session,
                    e);
        }
    }
}
