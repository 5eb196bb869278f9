package org.topostream.dashboard.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What came one after another, at most so many. When there is one too many, that one goes whose neighbours are closest
/// to each other, so that what stays spans all of it evenly, however long it becomes. The first and the last always
/// stay.
///
/// For one thread at a time.
final class EvenHistory<T> {
    private record Entry<T>(long place, T value) {}

    private final int most;
    private final List<Entry<T>> entries = new ArrayList<>();
    private long count;

    /// @param most 2 or more
    EvenHistory(int most) {
        if (most < 2) {
            throw new IllegalArgumentException("a history needs room for 2 or more, got " + most);
        }
        this.most = most;
    }

    void add(T value) {
        entries.add(new Entry<>(count++, value));
        if (entries.size() > most) {
            entries.remove(closest());
        }
    }

    /// Puts another value where the last one is.
    void replaceLast(T value) {
        long place = entries.removeLast().place();
        entries.add(new Entry<>(place, value));
    }

    /// The oldest of those whose neighbours are closest to each other.
    private int closest() {
        int closest = 1;
        for (int i = 2; i < entries.size() - 1; i++) {
            if (gap(i) < gap(closest)) {
                closest = i;
            }
        }
        return closest;
    }

    private long gap(int i) {
        return entries.get(i + 1).place() - entries.get(i - 1).place();
    }

    Optional<T> last() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast().value());
    }

    /// In the order in which they came.
    List<T> all() {
        return entries.stream().map(Entry::value).toList();
    }
}
