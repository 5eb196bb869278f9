package org.topostream.producers.scan.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.timing.NumberRange;

class FolderSettingsTest {
    private static final Map<String, String> FEWEST = Map.of("input.path", "/mnt/scanner", "ledger.path",
            "/var/lib/topostream/ledger");

    private static FolderSettings with(String key, String value) {
        Map<String, String> settings = new HashMap<>(FEWEST);
        settings.put(key, value);
        return FolderSettings.of(settings);
    }

    private static String refusal(String key, String value) {
        String message = assertThrows(IllegalArgumentException.class, () -> with(key, value)).getMessage();
        assertTrue(message.contains(key), message);
        return message;
    }

    @Test
    void haveDefaults() {
        FolderSettings settings = FolderSettings.of(FEWEST);

        assertEquals(Path.of("/mnt/scanner"), settings.input());
        assertEquals(".*", settings.files().pattern());
        assertEquals(Optional.empty(), settings.finished());
        assertEquals(Optional.empty(), settings.error());
        assertEquals(new FolderSettings.Waits(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofMillis(100)),
                settings.waits());
        assertEquals("", settings.filter().names().pattern());
        assertEquals(List.of(), settings.filter().numbers());
        assertEquals(List.of(), settings.filter().kinds());
        assertEquals(new RunNaming("{series}", Map.of()), settings.naming());
    }

    @Test
    void takeEveryKey() {
        Map<String, String> given = new HashMap<>(Map.of("input.path", "/in", "input.file.pattern", ".*\\.dcm",
                "ledger.path", "/ledger", "finished.path", "/finished", "error.path", "/error", "file.minimum.age.ms",
                "1", "file.patience.ms", "2", "poll.interval.ms", "3"));
        given.putAll(Map.of("series.filter", "bold", "series.numbers", "3, 7-9", "series.kinds", "MOSAIC, ND",
                "series.runs", "5-bold=run-1, a=b=run-2", "run.name", "run-{index}"));

        FolderSettings settings = FolderSettings.of(given);

        assertEquals(FolderSettings.KEYS.size(), given.size());
        assertEquals(Path.of("/in"), settings.input());
        assertEquals(".*\\.dcm", settings.files().pattern());
        assertEquals(Optional.of(Path.of("/ledger")), settings.ledger());
        assertEquals(Optional.of(Path.of("/finished")), settings.finished());
        assertEquals(Optional.of(Path.of("/error")), settings.error());
        assertEquals(new FolderSettings.Waits(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3)),
                settings.waits());
        assertEquals("bold", settings.filter().names().pattern());
        assertEquals(List.of(new NumberRange(3, 3), new NumberRange(7, 9)), settings.filter().numbers());
        assertEquals(List.of("mosaic", "nd"), settings.filter().kinds());
        assertEquals(new RunNaming("run-{index}", Map.of("5-bold", "run-1", "a=b", "run-2")), settings.naming());
    }

    @Test
    void nameTheNearestKeyOfOneThatIsNotKnown() {
        assertEquals("unknown setting inptu.path; the nearest known one is input.path", refusal("inptu.path", "/in"));
        assertTrue(refusal("file.min.age.ms", "1").endsWith(" file.minimum.age.ms"));
        assertTrue(refusal("series.run", "a=1").endsWith(" series.runs"));
    }

    @Test
    void refuseWhatCannotBe() {
        refusal("input.path", " ");
        refusal("input.path", "a\u0000b");
        refusal("input.file.pattern", "*.dcm");
        refusal("file.minimum.age.ms", "-1");
        refusal("file.minimum.age.ms", "soon");
        refusal("file.patience.ms", "199");
        refusal("poll.interval.ms", "0");
        refusal("series.filter", "(");
        refusal("series.numbers", "9-7");
        refusal("series.runs", "bold");
        refusal("series.runs", "a=1,a=2");
        refusal("series.runs", "a=1,b=1");
        refusal("run.name", "run-1");
        refusal("run.name", "run-{run}");
    }

    @Test
    void refuseFoldersThatAreInEachOthersWay() {
        refusal("ledger.path", "/mnt/scanner/ledger");
        refusal("finished.path", "/mnt/scanner/../scanner");
        refusal("error.path", "/mnt/scanner");
        Map<String, String> same = new HashMap<>(FEWEST);
        same.putAll(Map.of("finished.path", "/done", "error.path", "/done"));
        assertThrows(IllegalArgumentException.class, () -> FolderSettings.of(same));
    }

    @Test
    void needAFolderAndALedger() {
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> FolderSettings.of(Map.of("ledger.path", "/ledger"))).getMessage().startsWith("input.path"));
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> FolderSettings.of(Map.of("input.path", "/in"))).getMessage().startsWith("ledger.path"));
    }

    @Test
    void haveNoLedgerWhereSomethingElseIsOne() {
        assertEquals(Optional.empty(), FolderSettings.withoutLedger(Map.of("input.path", "/in")).ledger());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> FolderSettings.withoutLedger(FEWEST))
                .getMessage().startsWith("unknown setting ledger.path"));
    }
}
