package org.topostream.producers.dataset.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.ImageFile;
import org.topostream.producers.Presentation;
import org.topostream.producers.Speed;
import org.topostream.producers.Timetable;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.folder.ManualClock;
import org.topostream.producers.scan.nifti.NiftiType;
import org.topostream.producers.scan.nifti.NiftiWriter;
import org.topostream.schemas.avro.Split;

class ScanPlayerTest {
    private static final double[] AFFINE = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
    /// Of both runs, three volumes of 2 s: what comes when.
    private static final List<String> ALL = List.of("picture a1", "event a1", "volume a/0", "picture a2", "event a2",
            "volume a/1", "volume a/2", "picture b1", "event b1", "volume b/0", "volume b/1", "volume b/2");

    @TempDir
    private Path folder;

    private final RecordedOutput output = new RecordedOutput();
    private final ManualClock clock = new ManualClock();
    private DatasetScan scan = new DatasetScan(List.of(), name -> new ImageFile(new byte[0], Optional.empty()));

    @BeforeEach
    void record() throws IOException {
        scan = new DatasetScan(List.of(run("a", trial("a1", "cat", -1), trial("a2", "dog", 2.5)),
                run("b", trial("b1", "cat", 0))), scan.pictures());
    }

    private static ScanTrial trial(String id, String stimulus, double onset) {
        return new ScanTrial(new Presentation(id, stimulus, Split.TRAIN), onset, 1);
    }

    private ScanRun run(String name, ScanTrial... trials) throws IOException {
        Path file = folder.resolve(name + "_bold.nii");
        try (NiftiWriter writer = NiftiWriter.open(file, NiftiType.INT16, 3)) {
            for (int number = 0; number < 3; number++) {
                writer.append(new ScannedVolume("x", number, new int[]{2, 1, 1}, new float[]{number, 10 + number},
                        AFFINE, OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty()));
            }
        }
        return new ScanRun(name, "", file, 2, 3, List.of(trials));
    }

    private ScanPlayer player(SentBefore before, Speed speed, Predicate<String> answered) {
        return new ScanPlayer(scan, before, output, new Timetable(speed, clock), answered);
    }

    /// Plays to the end, and tells when things were sent, in seconds.
    private List<Double> times(ScanPlayer player) throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        long begin = clock.nanos();
        while (!player.isDone()) {
            int before = output.sent().size();
            Duration until = player.step();
            for (int i = before; i < output.sent().size(); i++) {
                times.add((clock.nanos() - begin) / 1e9);
            }
            clock.pause(until);
        }
        return times;
    }

    @Test
    void sendsEverythingAtItsTime() throws Exception {
        try (ScanPlayer player = player(SentBefore.nothing(), Speed.RECORDED, stimulus -> false)) {
            List<Double> times = times(player);

            assertEquals(ALL, output.sent());
            // Run b begins when a has ended, after 6 s; a volume is there at its end.
            assertEquals(List.of(0.0, 0.0, 2.0, 2.5, 2.5, 4.0, 6.0, 6.0, 6.0, 8.0, 10.0, 12.0), times);
            assertEquals(Set.of("a1", "a2", "b1"), player.shown());
        }
    }

    @Test
    void sendsEverythingFourTimesAsFast() throws Exception {
        try (ScanPlayer player = player(SentBefore.nothing(), new Speed(4), stimulus -> false)) {
            assertEquals(List.of(0.0, 0.0, 0.5, 0.625, 0.625, 1.0, 1.5, 1.5, 1.5, 2.0, 2.5, 3.0), times(player));
        }
    }

    @Test
    void volumesHaveTheRunsNumbersAndTimes() throws Exception {
        try (ScanPlayer player = player(SentBefore.nothing(), Speed.RECORDED, stimulus -> false)) {
            times(player);

            ScannedVolume last = output.volumes().getLast();
            assertEquals(2, last.number());
            assertEquals(12, last.values()[1]);
            assertEquals(OptionalDouble.of(2), last.seconds());
            assertEquals(OptionalInt.of(3), last.volumes());
        }
    }

    @Test
    void atOnceAVolumeWaitsForTheAnswersBeforeIt() throws Exception {
        // Given
        Set<String> answered = new HashSet<>();
        try (ScanPlayer player = player(SentBefore.nothing(), Speed.ONCE, answered::contains)) {
            // When
            for (int i = 0; i < 20; i++) {
                assertEquals(Duration.ZERO, player.step());
            }

            // Then
            assertEquals(ALL.subList(0, 2), output.sent());
            answered.add("cat");
            for (int i = 0; i < 20; i++) {
                player.step();
            }
            assertEquals(ALL.subList(0, 5), output.sent());
            assertFalse(player.isDone());
            answered.add("dog");
            for (int i = 0; i < 20; i++) {
                player.step();
            }
            assertEquals(ALL, output.sent());
            assertTrue(player.isDone());
        }
    }

    @Test
    void goesOnWithWhatIsMissing() throws Exception {
        // Given
        SentBefore before = new SentBefore(Set.of("a1", "a2"), Set.of("a1"),
                Optional.of(new SentBefore.Last("a", 1)));

        try (ScanPlayer player = player(before, Speed.RECORDED, stimulus -> false)) {
            // When
            List<Double> times = times(player);

            // Then
            assertEquals(List.of("event a2", "volume a/2", "picture b1", "event b1", "volume b/0", "volume b/1",
                    "volume b/2"), output.sent());
            // Time begins with the event, at 2.5 s.
            assertEquals(List.of(0.0, 3.5, 3.5, 3.5, 5.5, 7.5, 9.5), times);
            assertEquals(Set.of("a1", "a2", "b1"), player.shown());
        }
    }

    @Test
    void aWholeScanIsNotSentAgain() throws Exception {
        SentBefore before = new SentBefore(Set.of("a1", "a2", "b1"), Set.of("a1", "a2", "b1"),
                Optional.of(new SentBefore.Last("b", 2)));

        try (ScanPlayer player = player(before, Speed.RECORDED, stimulus -> false)) {
            assertTrue(player.isDone());
            assertEquals(Duration.ZERO, player.step());
            assertEquals(List.of(), output.sent());
        }
    }

    @Test
    void volumesOfAnotherScanDoNotCount() throws Exception {
        SentBefore before = new SentBefore(Set.of(), Set.of(), Optional.of(new SentBefore.Last("other", 2)));

        try (ScanPlayer player = player(before, Speed.ONCE, stimulus -> true)) {
            times(player);

            assertEquals(ALL, output.sent());
        }
    }

    @Test
    void whatCouldNotBeSentIsSentAgain() throws Exception {
        // Given
        output.failAt("event a1");
        try (ScanPlayer player = player(SentBefore.nothing(), Speed.ONCE, stimulus -> true)) {
            assertThrows(IOException.class, player::step);
            assertFalse(player.isDone());
            output.failAt("nothing");

            // When
            times(player);

            // Then
            List<String> expected = new ArrayList<>(ALL);
            expected.addFirst("picture a1"); // twice, as far as readers know
            assertEquals(expected, output.sent());
        }
    }
}
