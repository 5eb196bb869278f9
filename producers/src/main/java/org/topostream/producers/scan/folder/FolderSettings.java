package org.topostream.producers.scan.folder;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.topostream.factortopy.timing.NumberRange;

/// Which folder is watched, and how. Keys are spelt as those of Kafka Connect's connectors for folders.
///
/// @param input    the folder, with its sub-folders; it may be away for a while
/// @param files    fits the whole names of files that are looked at
/// @param ledger   the file that notes what was delivered, on a disk that stays; none where something else notes it
/// @param finished where files go that have been delivered; without it they stay and are remembered
/// @param error    where files go that cannot be read, with the reason beside them; without it they stay
/// @param waits    how long things take
/// @param filter   which series are wanted
/// @param naming   what runs are called
public record FolderSettings(Path input, Pattern files, Optional<Path> ledger, Optional<Path> finished,
        Optional<Path> error, Waits waits, SeriesFilter filter, RunNaming naming) {
    public static final String INPUT = "input.path";
    public static final String FILES = "input.file.pattern";
    public static final String LEDGER = "ledger.path";
    public static final String FINISHED = "finished.path";
    public static final String ERROR = "error.path";
    public static final String MINIMUM_AGE = "file.minimum.age.ms";
    public static final String PATIENCE = "file.patience.ms";
    public static final String POLL_INTERVAL = "poll.interval.ms";
    public static final String SERIES_FILTER = "series.filter";
    public static final String SERIES_NUMBERS = "series.numbers";
    public static final String SERIES_KINDS = "series.kinds";
    public static final String SERIES_RUNS = "series.runs";
    public static final String RUN_NAME = "run.name";
    /// All of them.
    public static final List<String> KEYS = List.of(INPUT, FILES, LEDGER, FINISHED, ERROR, MINIMUM_AGE, PATIENCE,
            POLL_INTERVAL, SERIES_FILTER, SERIES_NUMBERS, SERIES_KINDS, SERIES_RUNS, RUN_NAME);

    /// How long things take.
    ///
    /// @param minimumAge   since a file's size or time last changed, before it is read; keep it below the TR
    /// @param patience     since then, before a file that is not whole or cannot be read is taken to be bad
    /// @param pollInterval between two looks at the folder
    public record Waits(Duration minimumAge, Duration patience, Duration pollInterval) {
        public Waits {
            if (minimumAge.isNegative() || patience.compareTo(minimumAge) < 0) {
                throw new IllegalArgumentException(MINIMUM_AGE + " must be 0 or more and " + PATIENCE
                        + " no less, got " + minimumAge.toMillis() + " and " + patience.toMillis());
            }
            if (!pollInterval.isPositive()) {
                throw new IllegalArgumentException(POLL_INTERVAL + " must be 1 or more, got "
                        + pollInterval.toMillis());
            }
        }
    }

    /// @throws IllegalArgumentException where two of them would be in each other's way
    public FolderSettings {
        input = input.toAbsolutePath().normalize();
        ledger = ledger.map(path -> path.toAbsolutePath().normalize());
        finished = finished.map(path -> path.toAbsolutePath().normalize());
        error = error.map(path -> path.toAbsolutePath().normalize());
        if (ledger.isPresent() && ledger.get().startsWith(input)) {
            throw new IllegalArgumentException(LEDGER + " must not lie in " + INPUT + " " + input
                    + ", which may be away for a while, got " + ledger.get());
        }
        if (finished.equals(Optional.of(input)) || error.equals(Optional.of(input))) {
            throw new IllegalArgumentException(FINISHED + " and " + ERROR + " must be other folders than " + INPUT
                    + ", got " + input);
        }
        if (finished.isPresent() && finished.equals(error)) {
            throw new IllegalArgumentException(FINISHED + " and " + ERROR + " must be two folders, got "
                    + finished.get());
        }
    }

    /// Reads settings; those that are not given have their defaults.
    /// @throws IllegalArgumentException where one is not known or no such value can be, with its name
    public static FolderSettings of(Map<String, String> settings) {
        KnownKeys.check(settings.keySet(), KEYS);
        FolderSettings read = read(settings);
        if (read.ledger().isEmpty()) {
            throw missing(LEDGER, "the file to note in what was delivered");
        }
        return read;
    }

    /// The same for a door that has a [Ledger] of another kind: [#LEDGER] is none of its keys.
    /// @throws IllegalArgumentException as [#of] does
    public static FolderSettings withoutLedger(Map<String, String> settings) {
        KnownKeys.check(settings.keySet(), KEYS.stream().filter(key -> !key.equals(LEDGER)).toList());
        return read(settings);
    }

    private static FolderSettings read(Map<String, String> settings) {
        return new FolderSettings(path(settings, INPUT).orElseThrow(() -> missing(INPUT, "the folder to watch")),
                pattern(settings, FILES, ".*"), path(settings, LEDGER), path(settings, FINISHED),
                path(settings, ERROR),
                new Waits(millis(settings, MINIMUM_AGE, 200), millis(settings, PATIENCE, 30_000),
                        millis(settings, POLL_INTERVAL, 100)),
                new SeriesFilter(pattern(settings, SERIES_FILTER, ""), numbers(settings), list(settings, SERIES_KINDS)),
                new RunNaming(text(settings, RUN_NAME).orElse("{series}"), runs(settings)));
    }

    private static IllegalArgumentException missing(String key, String what) {
        return new IllegalArgumentException(key + " must be given: " + what);
    }

    private static Optional<String> text(Map<String, String> settings, String key) {
        Optional<String> text = Optional.ofNullable(settings.get(key)).map(String::strip);
        if (text.isPresent() && text.get().isEmpty()) {
            throw new IllegalArgumentException(key + " must not be empty; leave it out for its default");
        }
        return text;
    }

    private static Optional<Path> path(Map<String, String> settings, String key) {
        try {
            return text(settings, key).map(Path::of);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(key + " must be a path, got '" + settings.get(key) + "'", e);
        }
    }

    private static Pattern pattern(Map<String, String> settings, String key, String otherwise) {
        try {
            return Pattern.compile(text(settings, key).orElse(otherwise));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(key + " must be a regular expression, got '" + settings.get(key) + "': "
                    + e.getDescription(), e);
        }
    }

    private static Duration millis(Map<String, String> settings, String key, long otherwise) {
        try {
            return Duration.ofMillis(text(settings, key).map(Long::parseLong).orElse(otherwise));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be a number of milliseconds, got '" + settings.get(key)
                    + "'", e);
        }
    }

    private static List<String> list(Map<String, String> settings, String key) {
        return text(settings, key).stream().flatMap(text -> Arrays.stream(text.split(",", -1))).map(String::strip)
                .toList();
    }

    private static List<NumberRange> numbers(Map<String, String> settings) {
        try {
            return list(settings, SERIES_NUMBERS).stream().map(NumberRange::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(SERIES_NUMBERS + " must be numbers and ranges such as 3,7-9: "
                    + e.getMessage(), e);
        }
    }

    private static Map<String, String> runs(Map<String, String> settings) {
        Map<String, String> runs = new HashMap<>();
        for (String each : list(settings, SERIES_RUNS)) {
            int equals = each.lastIndexOf('=');
            String series = equals < 1 ? "" : each.substring(0, equals).strip();
            String run = each.substring(equals + 1).strip();
            if (series.isEmpty() || run.isEmpty() || runs.put(series, run) != null) {
                throw new IllegalArgumentException(SERIES_RUNS + " must be series and their runs such as a=1,b=2, "
                        + "each series once, got '" + settings.get(SERIES_RUNS) + "'");
            }
        }
        return runs;
    }
}
