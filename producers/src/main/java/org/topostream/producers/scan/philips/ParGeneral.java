package org.topostream.producers.scan.philips;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.topostream.producers.scan.BadScanException;

/// The general information of a PAR file: lines such as `.    Max. number of dynamics            :   2`.
final class ParGeneral {
    private static final Pattern VERSION = Pattern.compile("image export tool\\s+(V\\S+)", Pattern.CASE_INSENSITIVE);
    private static final List<String> VERSIONS = List.of("V4", "V4.1", "V4.2");

    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();
    private String version = "";

    ParGeneral(Path file) {
        this.file = file;
    }

    void addVersion(String comment) {
        Matcher told = VERSION.matcher(comment);
        if (told.find()) {
            version = told.group(1);
        }
    }

    void add(String line) {
        int colon = line.indexOf(':');
        if (colon > 0) {
            String name = line.substring(1, colon).strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
            values.putIfAbsent(name, line.substring(colon + 1).strip());
        }
    }

    /// @throws BadScanException where it is none that can be read
    void expectVersion() throws BadScanException {
        if (!VERSIONS.contains(version)) {
            throw new BadScanException(file + ": expected \"Research image export tool\" V4, V4.1 or V4.2, got "
                    + (version.isEmpty() ? "none" : version));
        }
    }

    /// @param name how the line begins
    int count(String name) throws BadScanException {
        double number = numbers(name, 1)[0];
        if (!(number >= 1 && number <= Integer.MAX_VALUE && number == Math.rint(number))) {
            throw new BadScanException(file + ": expected 1 or more of \"" + name + "\", got " + number);
        }
        return (int) number;
    }

    /// The first where there are several, 0 where there is none.
    double milliseconds(String name) throws BadScanException {
        return value(name).isBlank() ? 0 : numbers(name, 1)[0];
    }

    double[] three(String name) throws BadScanException {
        return numbers(name, 3);
    }

    private double[] numbers(String name, int count) throws BadScanException {
        String value = value(name);
        try {
            double[] numbers = Arrays.stream(value.split("\\s+", -1)).limit(count).mapToDouble(Double::parseDouble)
                    .toArray();
            if (numbers.length == count && Arrays.stream(numbers).allMatch(Double::isFinite)) {
                return numbers;
            }
        } catch (NumberFormatException e) {
            throw new BadScanException(file + ": expected numbers for \"" + name + "\", got \"" + value + "\"", e);
        }
        throw new BadScanException(file + ": expected " + count + " finite numbers for \"" + name + "\", got \"" + value
                + "\"");
    }

    private String value(String name) throws BadScanException {
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (value.getKey().startsWith(name)) {
                return value.getValue();
            }
        }
        throw new BadScanException(file + ": expected a line \"" + name + "\" of general information, got "
                + values.keySet());
    }
}
