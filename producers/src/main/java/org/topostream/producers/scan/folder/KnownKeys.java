package org.topostream.producers.scan.folder;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// Finds the setting that somebody meant.
public final class KnownKeys {
    private KnownKeys() {}

    /// @throws IllegalArgumentException where a key is none of those that are known
    static void check(Collection<String> given, List<String> known) {
        for (String key : new TreeSet<>(given)) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException("unknown setting " + key + "; the nearest known one is "
                        + nearest(key, known));
            }
        }
    }

    /// The known key that takes the fewest changes; there must be one.
    public static String nearest(String key, Collection<String> known) {
        return known.stream().min(Comparator.comparingInt(each -> distance(key, each))).orElseThrow();
    }

    /// Levenshtein's: the fewest letters to add, take away or replace.
    public static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
