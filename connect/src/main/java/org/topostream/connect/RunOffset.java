package org.topostream.connect;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.topostream.factortopy.timing.NumberRange;

/// What Connect's offsets say of a run: which series it is, and what has been delivered of it. As a map it has
/// `series`, `run`, `numbers` such as `0-24,26`, and `digests`, four bytes for each number in base64.
///
/// @param volumes digests of those that have been delivered, by number
record RunOffset(String series, String run, SortedMap<Integer, Integer> volumes) {
    private static final String SERIES = "series";
    private static final String RUN = "run";
    private static final String NUMBERS = "numbers";
    private static final String DIGESTS = "digests";

    RunOffset {
        volumes = Collections.unmodifiableSortedMap(new TreeMap<>(volumes));
    }

    /// The same after one more volume.
    RunOffset with(int number, int digest) {
        SortedMap<Integer, Integer> more = new TreeMap<>(volumes);
        more.put(number, digest);
        return new RunOffset(series, run, more);
    }

    /// As Connect keeps it.
    Map<String, String> toMap() {
        ByteBuffer digests = ByteBuffer.allocate(Integer.BYTES * volumes.size());
        volumes.values().forEach(digests::putInt);
        return Map.of(SERIES, series, RUN, run, NUMBERS,
                ranges().stream().map(NumberRange::text).collect(Collectors.joining(",")), DIGESTS,
                Base64.getEncoder().encodeToString(digests.array()));
    }

    private List<NumberRange> ranges() {
        List<NumberRange> ranges = new ArrayList<>();
        for (int number : volumes.keySet()) {
            boolean follows = !ranges.isEmpty() && ranges.getLast().last() == number - 1;
            int first = follows ? ranges.removeLast().first() : number;
            ranges.add(new NumberRange(first, number));
        }
        return ranges;
    }

    /// @throws IllegalArgumentException where it is no such map
    static RunOffset of(Map<String, ?> offset) {
        String numbers = text(offset, NUMBERS);
        byte[] digests = Base64.getDecoder().decode(text(offset, DIGESTS));
        NavigableMap<Integer, Integer> volumes = new TreeMap<>();
        ByteBuffer left = ByteBuffer.wrap(digests);
        for (String text : numbers.isEmpty() ? List.<String>of() : List.of(numbers.split(",", -1))) {
            NumberRange range = NumberRange.parse(text);
            if (range.count() * Integer.BYTES > left.remaining()) {
                throw unequal(numbers, digests);
            }
            for (int number = range.first(); number <= range.last(); number++) {
                volumes.put(number, left.getInt());
            }
        }
        if (left.hasRemaining()) {
            throw unequal(numbers, digests);
        }
        return new RunOffset(text(offset, SERIES), text(offset, RUN), volumes);
    }

    private static IllegalArgumentException unequal(String numbers, byte[] digests) {
        return new IllegalArgumentException("expected four bytes of digests for each of the numbers " + numbers
                + ", got " + digests.length + " bytes");
    }

    private static String text(Map<String, ?> offset, String key) {
        return Optional.<Object>ofNullable(offset.get(key)).filter(String.class::isInstance).map(String.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("expected a text as '" + key + "', got "
                        + offset.get(key)));
    }
}
