package org.topostream.producers.dataset;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Chooses one of what a dataset has.
final class OneOf {
    private OneOf() {}

    /// @param what   for the message, with where it was looked for
    /// @param wanted with or without what comes before the dash in the dataset's names: `01` is `sub-01`
    /// @param option that says which
    /// @throws IllegalArgumentException where there is none such, or nobody said which of several
    static String of(String what, Optional<String> wanted, Collection<String> there, String option) {
        List<String> fitting = new TreeSet<>(there).stream()
                .filter(each -> wanted.isEmpty() || isNamed(each, wanted.get())).toList();
        if (fitting.size() != 1) {
            throw new IllegalArgumentException(what + ": expected " + wanted.orElse("one") + " (" + option + "), got "
                    + new TreeSet<>(there));
        }
        return fitting.getFirst();
    }

    /// Whether a name of a dataset is meant.
    static boolean isNamed(String name, String wanted) {
        return name.equals(wanted) || name.substring(name.indexOf('-') + 1).equals(wanted);
    }
}
