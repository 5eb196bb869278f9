package org.topostream.producers.scan.socket;

import java.util.HashSet;
import java.util.Set;

/// Names for series whose protocol has none, or one that may come twice: were two runs to have one name, the volumes
/// of the second would pass for repeats of the first's.
final class SeriesNames {
    private static final int LONGEST = 128;

    private final Set<String> used;

    /// @param used names that are not given again
    SeriesNames(Set<String> used) {
        this.used = new HashSet<>(used);
    }

    /// The wanted name, or the first of `wanted-2`, `wanted-3`, ... that is free.
    synchronized String next(String wanted) {
        String name = plain(wanted);
        for (int count = 2; !used.add(name); count++) {
            name = plain(wanted) + "-" + count;
        }
        return name;
    }

    /// The name with `_` for all that is no letter, digit, dot, plus or minus, so that it fits into keys and paths.
    static String plain(String name) {
        String fits = name.replaceAll("[^A-Za-z0-9._+-]", "_");
        return fits.substring(0, Math.min(LONGEST, fits.length()));
    }
}
