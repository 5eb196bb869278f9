package org.topostream.producers.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.Timetable;
import org.topostream.producers.dataset.scan.RecordedOutput;
import org.topostream.producers.dataset.scan.ScanPlayer;
import org.topostream.producers.dataset.scan.ScanRun;
import org.topostream.producers.dataset.scan.ScanTrial;
import org.topostream.producers.dataset.scan.SentBefore;
import org.topostream.producers.scan.ScannedVolume;

/// BIDS with volumes as nibabel reads it.
class BidsRawTest {
    @TempDir
    private Path folder;

    private static Dataset.Volumes open(TinyDataset tiny) throws IOException {
        return (Dataset.Volumes) Datasets.open(tiny.folder(), tiny.options("bids_raw"));
    }

    @Test
    void readsRunsWithTheirEventsAndRepetitionTimes() throws Exception {
        // Given
        TinyDataset tiny = TinyDataset.write("bids_raw", folder);

        // When
        try (Dataset.Volumes dataset = open(tiny)) {
            // Then
            JsonNode runs = tiny.expected().path("runs");
            assertEquals("sub-01", dataset.subject());
            assertEquals(runs.size(), dataset.scan().runs().size());
            for (int i = 0; i < runs.size(); i++) {
                ScanRun run = dataset.scan().runs().get(i);
                assertEquals(runs.path(i).path("run").asText(), run.name());
                assertEquals(runs.path(i).path("session").asText(), run.session());
                assertEquals(runs.path(i).path("seconds").asDouble(), run.seconds());
                assertEquals(4, run.volumes());
                assertTrials(runs.path(i).path("trials"), run.trials());
            }
            assertEquals(6, dataset.scan().presentations().size());
            assertTrue(dataset.masked().isPresent());
        }
    }

    private static void assertTrials(JsonNode expected, List<ScanTrial> trials) {
        assertEquals(expected.size(), trials.size());
        for (int i = 0; i < trials.size(); i++) {
            ScanTrial trial = trials.get(i);
            assertEquals(expected.path(i).path(0).asText(), trial.presentation().trialId());
            assertEquals(expected.path(i).path(1).asText(), trial.presentation().stimulusId());
            assertEquals(expected.path(i).path(2).asDouble(), trial.onset());
            assertEquals(expected.path(i).path(3).asDouble(), trial.duration());
        }
    }

    @Test
    void playsTheVolumesAsTheyAre() throws Exception {
        // Given
        TinyDataset tiny = TinyDataset.write("bids_raw", folder);
        JsonNode expected = tiny.expected();
        RecordedOutput output = new RecordedOutput();

        // When
        try (Dataset.Volumes dataset = open(tiny);
                ScanPlayer player = new ScanPlayer(dataset.scan(), SentBefore.nothing(), output, Timetable.once(),
                        stimulus -> true)) {
            while (!player.isDone()) {
                assertEquals(Duration.ZERO, player.step());
            }
        }

        // Then
        List<ScannedVolume> volumes = new ArrayList<>(output.volumes());
        for (JsonNode run : expected.path("runs")) {
            for (int number = 0; number < 4; number++) {
                ScannedVolume volume = volumes.removeFirst();
                assertEquals(run.path("run").asText(), volume.series());
                assertEquals(number, volume.number());
                assertEquals(run.path("seconds").asDouble(), volume.seconds().orElseThrow());
                assertEquals(4, volume.volumes().orElseThrow());
                for (int voxel = 0; voxel < volume.values().length; voxel++) {
                    assertEquals((float) run.path("volumes").path(number).path(voxel).asDouble(),
                            volume.values()[voxel]);
                }
                double[] affine = volume.affine();
                for (int i = 0; i < affine.length; i++) {
                    assertEquals(expected.path("affine").path(i).asDouble(), affine[i], 1e-6);
                }
            }
        }
        assertEquals(List.of(), volumes);
        assertArrayEquals(Files.readAllBytes(folder.resolve("stimuli/cat.png")), output.pictures().getFirst().bytes());
    }

    @Test
    void withoutARepetitionTimeTheHeaderTellsIt() throws Exception {
        TinyDataset tiny = TinyDataset.write("bids_raw", folder);
        Files.delete(folder.resolve("task-see_bold.json"));

        try (Dataset.Volumes dataset = open(tiny)) {
            assertEquals(List.of(9.0, 9.0, 2.0), dataset.scan().runs().stream().map(ScanRun::seconds).toList());
        }
    }

    @Test
    void withoutAMaskTheSubjectMustBeKnown() throws Exception {
        TinyDataset tiny = TinyDataset.write("bids_raw", folder);

        try (Dataset.Volumes dataset = (Dataset.Volumes) Datasets.open(tiny.folder(), DatasetOptions.defaults())) {
            assertEquals(Optional.empty(), dataset.masked());
        }
    }

    @Test
    void anEventWithoutAnOnsetIsRefused() throws Exception {
        TinyDataset tiny = TinyDataset.write("bids_raw", folder);
        String events = "sub-01/ses-01/func/sub-01_ses-01_task-see_run-1_events.tsv";
        tiny.replace(events, "4.0\t1.0", "n/a\t1.0");

        assertEquals(folder.resolve(events) + ": expected an onset in seconds in row 3, got none",
                assertThrows(IOException.class, () -> open(tiny)).getMessage());
    }

    @Test
    void aColumnThatIsNotThereIsRefused() throws Exception {
        TinyDataset tiny = TinyDataset.write("bids_raw", folder);
        String events = "sub-01/ses-01/func/sub-01_ses-01_task-see_run-1_events.tsv";
        tiny.replace(events, "stim_file", "picture");

        assertEquals(folder.resolve(events) + ": expected a column stim_file, got [onset, duration, trial_type, "
                + "picture]", assertThrows(IOException.class, () -> open(tiny)).getMessage());
    }
}
