package org.topostream.cli.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.npy.NpyFile;

/// What is said before anything is started.
class ReplayCommandTest {
    @TempDir
    private Path folder;

    @Test
    void tellsWhatEachLayoutHas() {
        CommandLineRun run = CommandLineRun.of("replay", folder.toString());

        assertEquals(1, run.status());
        assertTrue(run.err().contains("expected a dataset of one of these layouts"), run.err());
        assertTrue(run.err().contains("\n  NSD: nsddata_betas/ppdata/subj01/"), run.err());
    }

    @Test
    void aSpeedNeedsTimes() throws IOException {
        Files.writeString(folder.resolve("subject.json"), "{\"subject\": \"anna\"}");
        Files.writeString(folder.resolve("trials.tsv"),
                "trial_id\tstimulus_id\tstim_file\tsplit\nt\ts\ts.png\ttrain\n");
        NpyFile.write(folder.resolve("coordinates.npy"), new FloatTensor(new int[]{1, 3}, new float[3]));
        NpyFile.write(folder.resolve("responses.npy"), new FloatTensor(new int[]{1, 1}, new float[1]));

        CommandLineRun run = CommandLineRun.of("replay", folder.toString(), "--speed", "4");

        assertEquals(1, run.status());
        assertTrue(
                run.err().contains("expected --speed once, since this dataset (replay folder) does not tell when its "
                        + "pictures were shown, got 4"),
                run.err());
    }

    @Test
    void aSpeedThatIsNoneIsRefused() {
        CommandLineRun run = CommandLineRun.of("replay", folder.toString(), "--speed", "fast");

        assertTrue(run.err().contains("expected the speed 'recorded', 'once' or a number above 0, got 'fast'"),
                run.err());
    }

    @Test
    void explainsItself() {
        CommandLineRun run = CommandLineRun.of("replay", "--help");

        assertEquals(0, run.status());
        for (String option : new String[]{"--speed", "--mask", "--surfaces", "--stimuli", "--dataset-subject",
                "--hrf", "BOLD5000"}) {
            assertTrue(run.out().contains(option), option);
        }
    }
}
