package org.topostream.producers.scan.philips;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.topostream.producers.scan.BadScanException;

/// Which columns the lines of images have, as the PAR file's own legend ("IMAGE INFORMATION DEFINITION") tells:
/// `#  recon resolution (x y)   (2*integer)` takes two.
final class ParLegend {
    private static final Pattern ENTRY = Pattern
            .compile("#\\s+(\\S.*?)\\s*\\((?:([1-9])\\*)?(?:integer|float|string)\\)");
    private static final int LONGEST = 200;

    private final Path file;
    private final Map<String, Integer> starts = new LinkedHashMap<>();
    private int columns;

    ParLegend(Path file) {
        this.file = file;
    }

    /// Takes a line of the legend; others are no concern of it.
    void add(String line) {
        Matcher entry = ENTRY.matcher(line.strip());
        if (line.length() <= LONGEST && entry.matches()) {
            starts.putIfAbsent(entry.group(1).replaceAll("\\s+", " ").toLowerCase(Locale.ROOT), columns);
            columns += entry.group(2) == null ? 1 : Integer.parseInt(entry.group(2));
        }
    }

    /// @param line the line of an image
    /// @param at   where the line is in the file, from 1
    /// @return its cells, as many as the legend has
    ParLine line(String line, int at) throws BadScanException {
        String[] cells = line.strip().split("\\s+", -1);
        if (columns == 0) {
            throw new BadScanException(file + ": expected a legend of the columns before line " + at + ", got none");
        }
        if (cells.length != columns) {
            throw new BadScanException(file + ": expected " + columns + " numbers in line " + at
                    + ", as many as its legend has, got " + cells.length);
        }
        return new ParLine(file, this, Arrays.asList(cells), at);
    }

    /// @param name how the entry begins
    int column(String name) throws BadScanException {
        for (Map.Entry<String, Integer> start : starts.entrySet()) {
            if (start.getKey().startsWith(name)) {
                return start.getValue();
            }
        }
        throw new BadScanException(file + ": expected the column \"" + name + "\" in the legend, got "
                + starts.keySet());
    }
}
