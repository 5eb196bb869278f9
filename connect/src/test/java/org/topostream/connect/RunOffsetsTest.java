package org.topostream.connect;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

import org.topostream.connect.RunOffsets.Position;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.folder.LedgerEntry;

class RunOffsetsTest {
    private static final int MANY = 200;

    private final CommittedOffsets committed = new CommittedOffsets();

    private static ScannedVolume volume(String series, int number) {
        return new ScannedVolume(series, number, new int[]{1, 1, 1}, new float[]{number}, new double[16],
                OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty());
    }

    private void deliver(RunOffsets offsets, String series, int number) {
        ScannedVolume volume = volume(series, number);
        Position position = offsets.of("run of " + series, volume);
        committed.commit(new SourceRecord(position.partition(), position.offset(), "any", Schema.STRING_SCHEMA, ""));
        offsets.note(List.of(new LedgerEntry.Run(series, "run of " + series)));
        offsets.note(List.of(new LedgerEntry.Volume(series, number, volume.digest())));
    }

    private RunOffsets read() {
        return RunOffsets.read(committed, "s01");
    }

    @Test
    void tellAllThatWasDeliveredHoweverManyRunsThereAre() {
        RunOffsets offsets = read();
        List<LedgerEntry> expected = new ArrayList<>();
        for (int run = 0; run < MANY; run++) {
            deliver(offsets, "series " + run, 0);
            deliver(offsets, "series " + run, 3);
            expected.add(new LedgerEntry.Run("series " + run, "run of series " + run));
            expected.add(new LedgerEntry.Volume("series " + run, 0, volume("", 0).digest()));
            expected.add(new LedgerEntry.Volume("series " + run, 3, volume("", 3).digest()));
        }

        List<LedgerEntry> known = read().known();

        assertEquals(expected, known);
    }

    @Test
    void areReadPastARunThatIsGone() {
        RunOffsets offsets = read();
        for (String series : List.of("a", "b", "c")) {
            deliver(offsets, series, 0);
        }
        committed.forget(Map.of("subject", "s01", "place", "2"));

        RunOffsets again = read();

        assertEquals(Set.of("a", "c"), again.series());
        assertEquals("4", again.of("new", volume("d", 0)).partition().get("place"));
    }

    @Test
    void sayNothingOfAVolumeBeforeItIsNoted() {
        RunOffsets offsets = read();
        assertEquals("0", offsets.of("run", volume("a", 0)).offset().get("numbers"));

        Position next = offsets.of("run", volume("a", 1));

        assertEquals("1", next.offset().get("numbers"));
    }

    @Test
    void takeFromPeopleWhatCanBeRead() {
        Map<String, String> good = Map.of("subject", "s01", "place", "1");
        Map<String, String> offset = Map.of("series", "a", "run", "b", "numbers", "", "digests", "");

        assertDoesNotThrow(() -> RunOffsets.check(good, Optional.of(offset)));
        assertDoesNotThrow(() -> RunOffsets.check(good, Optional.empty()));
        refuses(good, Map.of("series", "a"));
        refuses(Map.of("subject", "s01"), offset);
        refuses(Map.of("subject", "s01", "place", 1L), offset);
        refuses(Map.of("subject", "s01", "place", "0"), offset);
        refuses(Map.of("subject", "s01", "place", "1", "file", "a"), offset);
    }

    private static void refuses(Map<String, ?> partition, Map<String, ?> offset) {
        assertThrows(ConnectException.class, () -> RunOffsets.check(partition, Optional.of(offset)));
    }
}
