package org.topostream.cli.letters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a letter lies in `dead-letters`: `partition:offset`.
public record Position(int partition, long offset) implements Comparable<Position> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

    /// @throws IllegalArgumentException where the text is no position
    public static Position parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected PARTITION:OFFSET of a dead letter, such as 0:17, got " + text);
        }
        return new Position(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    @Override
    public int compareTo(Position other) {
        return partition == other.partition
                ? Long.compare(offset, other.offset)
                : Integer.compare(partition, other.partition);
    }

    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}
