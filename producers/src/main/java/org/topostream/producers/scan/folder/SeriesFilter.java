package org.topostream.producers.scan.folder;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.topostream.factortopy.timing.NumberRange;

/// Which series are wanted: those that pass all three.
///
/// @param names   is found in their names
/// @param numbers of the scanner's count; empty for all
/// @param kinds   in lower case; empty for all
public record SeriesFilter(Pattern names, List<NumberRange> numbers, List<String> kinds) {
    public SeriesFilter {
        numbers = List.copyOf(numbers);
        kinds = kinds.stream().map(kind -> kind.toLowerCase(Locale.ROOT)).toList();
    }

    /// Why a series is not wanted; empty where it is.
    Optional<String> refusal(SeriesInfo series) {
        if (!names.matcher(series.name()).find()) {
            return Optional.of(FolderSettings.SERIES_FILTER + " is " + names + ", its name " + series.name());
        }
        if (!numbers.isEmpty() && !hasNumber(series)) {
            return Optional.of(FolderSettings.SERIES_NUMBERS + " are "
                    + numbers.stream().map(NumberRange::text).collect(Collectors.joining(", ")) + ", its number "
                    + (series.number().isPresent() ? series.number().getAsInt() : "is not told"));
        }
        if (!kinds.isEmpty() && !kinds.contains(series.kind().toLowerCase(Locale.ROOT))) {
            return Optional.of(FolderSettings.SERIES_KINDS + " are " + String.join(", ", kinds) + ", its kind "
                    + (series.kind().isEmpty() ? "is not told" : series.kind()));
        }
        return Optional.empty();
    }

    private boolean hasNumber(SeriesInfo series) {
        return series.number().isPresent()
                && numbers.stream().anyMatch(range -> range.contains(series.number().getAsInt()));
    }
}
