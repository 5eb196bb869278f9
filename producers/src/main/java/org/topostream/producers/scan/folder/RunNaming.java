package org.topostream.producers.scan.folder;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.topostream.producers.scan.BadScanException;

/// What the run is called that a series is.
///
/// @param template for series that are not in `named`: `{series}`, `{number}` and `{index}` stand for the series as its
///                 source calls it, its number by the scanner's count, and its place among the wanted series, from 1,
///                 in the order in which they came
/// @param named    runs by series: as its source calls it, or its name
public record RunNaming(String template, Map<String, String> named) {
    private static final String SERIES = "{series}";
    private static final String NUMBER = "{number}";
    private static final String INDEX = "{index}";
    private static final List<String> PLACES = List.of(SERIES, NUMBER, INDEX);
    private static final Pattern PLACE = Pattern.compile("\\{[^}]*\\}");

    /// @throws IllegalArgumentException where two series would be one run
    public RunNaming {
        named = Map.copyOf(named);
        List<String> places = PLACE.matcher(template).results().map(found -> found.group()).toList();
        if (places.isEmpty() || !PLACES.containsAll(places)) {
            throw new IllegalArgumentException(FolderSettings.RUN_NAME + " must have {series}, {number} or {index} in "
                    + "it and nothing else in braces, since every series is a run of its own; got '" + template + "'");
        }
        if (new HashSet<>(named.values()).size() < named.size()) {
            throw new IllegalArgumentException(FolderSettings.SERIES_RUNS + " must name a run once, since every series "
                    + "is a run of its own; got " + named);
        }
    }

    /// @param series as its source calls it
    /// @param index  its place among the wanted series, from 1
    /// @throws BadScanException where the name needs what the source does not tell
    String name(String series, SeriesInfo info, int index) throws BadScanException {
        String name = named.getOrDefault(series, named.getOrDefault(info.name(), ""));
        if (!name.isEmpty()) {
            return name;
        }
        if (template.contains(NUMBER) && info.number().isEmpty()) {
            throw new BadScanException("series " + series + ": " + FolderSettings.RUN_NAME + " is '" + template
                    + "', but the number of this series is not told");
        }
        return PLACE.matcher(template).replaceAll(place -> Matcher.quoteReplacement(switch (place.group()) {
            case NUMBER -> Integer.toString(info.number().getAsInt());
            case INDEX -> Integer.toString(index);
            default -> series;
        }));
    }
}
