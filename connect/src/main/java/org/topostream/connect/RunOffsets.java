package org.topostream.connect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;

import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.folder.Ledger;
import org.topostream.producers.scan.folder.LedgerEntry;

/// A ledger in Connect's offsets. Every run of a subject has a source partition, numbered from 1 in the order in which
/// runs were first delivered, since Connect tells the offset of a partition but not which partitions there are. A
/// record has, as its offset, what is known of its run once it is delivered: so Connect commits both, or neither.
///
/// It does not keep which files are done with: after a restart they are read again, and give nothing that is new.
final class RunOffsets implements Ledger {
    private static final String SUBJECT = "subject";
    private static final String PLACE = "place";
    /// Read at a time; as many in a row without an offset end the search.
    private static final int BATCH = 64;

    private final String subject;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, RunOffset> runs = new LinkedHashMap<>();
    private int last;

    /// Where a record comes from, in Connect's words.
    ///
    /// @param partition of the source
    /// @param offset    once the record is delivered
    record Position(Map<String, String> partition, Map<String, String> offset) {}

    private RunOffsets(String subject) {
        this.subject = subject;
    }

    /// Reads what was committed before.
    /// @throws ConnectException where an offset is none of ours
    static RunOffsets read(OffsetStorageReader reader, String subject) {
        RunOffsets offsets = new RunOffsets(subject);
        int before;
        int first = 1;
        do {
            before = offsets.last;
            int from = first;
            List<Map<String, String>> partitions = IntStream.range(from, from + BATCH)
                    .mapToObj(place -> partition(subject, place)).toList();
            Map<Map<String, String>, Map<String, Object>> found = reader.offsets(partitions);
            for (int i = 0; i < BATCH; i++) {
                int place = from + i;
                Optional.ofNullable(found.get(partitions.get(i))).ifPresent(offset -> offsets.take(place, offset));
            }
            first += BATCH;
        } while (offsets.last > before);
        return offsets;
    }

    private void take(int place, Map<String, Object> offset) {
        RunOffset run = parse(partition(subject, place), offset);
        places.put(run.series(), place);
        runs.put(run.series(), run);
        last = place;
    }

    private static RunOffset parse(Map<String, ?> partition, Map<String, ?> offset) {
        try {
            return RunOffset.of(offset);
        } catch (IllegalArgumentException e) {
            throw new ConnectException("the offset of " + new TreeMap<>(partition) + " is none of topostream's: "
                    + e.getMessage(), e);
        }
    }

    private static Map<String, String> partition(String subject, int place) {
        return Map.of(SUBJECT, subject, PLACE, Integer.toString(place));
    }

    /// Checks an offset that people want to put in.
    /// @throws ConnectException where it would not be understood
    static void check(Map<String, ?> partition, Optional<Map<String, ?>> offset) {
        boolean ours = partition.keySet().equals(Set.of(SUBJECT, PLACE))
                && partition.values().stream().allMatch(String.class::isInstance)
                && String.valueOf(partition.get(PLACE)).matches("[1-9]\\d{0,8}");
        if (!ours) {
            throw new ConnectException("expected a partition such as {\"" + SUBJECT + "\": \"s01\", \"" + PLACE
                    + "\": \"1\"}, got " + partition);
        }
        offset.ifPresent(map -> parse(partition, map));
    }

    /// All notes so far: of each run its series, then its volumes.
    List<LedgerEntry> known() {
        List<LedgerEntry> known = new ArrayList<>();
        for (RunOffset run : runs.values()) {
            known.add(new LedgerEntry.Run(run.series(), run.run()));
            run.volumes().forEach(
                    (number, digest) -> known.add(new LedgerEntry.Volume(run.series(), number, digest)));
        }
        return known;
    }

    /// Series of which something was delivered.
    Set<String> series() {
        return Set.copyOf(runs.keySet());
    }

    @Override
    public void note(List<? extends LedgerEntry> entries) {
        for (LedgerEntry entry : entries) {
            switch (entry) {
                case LedgerEntry.Run begun -> runs.putIfAbsent(begun.series(), begin(begun.series(), begun.name()));
                case LedgerEntry.Volume volume -> runs.computeIfPresent(volume.series(),
                        (series, run) -> run.with(volume.number(), volume.digest()));
                case LedgerEntry.Settled file -> {
                }
            }
        }
    }

    /// For the record of a volume that is delivered next.
    Position of(String run, ScannedVolume volume) {
        String series = volume.series();
        int place = places.computeIfAbsent(series, first -> last + 1);
        last = Math.max(last, place);
        RunOffset before = Optional.ofNullable(runs.get(series)).orElseGet(() -> begin(series, run));
        return new Position(partition(subject, place), before.with(volume.number(), volume.digest()).toMap());
    }

    private static RunOffset begin(String series, String run) {
        return new RunOffset(series, run, new TreeMap<>());
    }
}
