package org.topostream.producers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.npy.NpyFile;
import org.topostream.schemas.avro.Split;

class ReplayFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeRecording() throws IOException {
        Files.createDirectories(folder.resolve("stimuli"));
        Files.writeString(folder.resolve("stimuli/a.jpg"), "image a");
        Files.writeString(folder.resolve("stimuli/b.jpg"), "image b");
        Files.writeString(folder.resolve("stimuli/extra.jpg"), "no trial names it");
        Files.writeString(folder.resolve("trials.tsv"), """
                trial_id\tstimulus_id\tstim_file\trepeat\tsplit
                t0\ta\tstimuli/a.jpg\t0\ttrain
                t1\tb\tstimuli/b.jpg\t0\tvalidation
                t2\ta\tstimuli/a.jpg\t1\ttrain
                """);
        Files.writeString(folder.resolve("subject.json"), "{\"subject\": \"anna\", \"measure\": \"spikes\"}");
        NpyFile.write(folder.resolve("responses.npy"), new FloatTensor(new int[]{3, 2}, new float[]{1, 2, 3, 4, 5, 6}));
        NpyFile.write(folder.resolve("coordinates.npy"), new FloatTensor(new int[]{2, 3}, new float[6]));
    }

    private ReplayFolder open() throws IOException {
        return ReplayFolder.open(folder, Optional.empty());
    }

    @Test
    void givesTrialsInTheirOrderWithTheirResponses() throws IOException {
        ReplayFolder replay = open();

        List<Presentation> trials = replay.presentations().stream().filter(Presentation::isTrial).toList();

        assertEquals(List.of(new Presentation("t0", "a", Split.TRAIN), new Presentation("t1", "b", Split.VALIDATION),
                new Presentation("t2", "a", Split.TRAIN)), trials);
        assertArrayEquals(new float[]{3, 4}, replay.response(trials.get(1)));
        assertArrayEquals(new float[]{5, 6}, replay.response(trials.get(2)));
        assertEquals("image a", new String(replay.image(trials.get(2)).bytes(), StandardCharsets.UTF_8));
        assertEquals("spikes", replay.subject().getMeasure());
    }

    @Test
    void showsImagesThatNoTrialNamesWithoutAResponse() throws IOException {
        ReplayFolder replay = open();

        Presentation extra = replay.presentations().getLast();

        assertEquals("extra.jpg", extra.stimulusId());
        assertFalse(extra.isTrial());
        assertThrows(IllegalArgumentException.class, () -> replay.response(extra));
    }

    @Test
    void takesAnotherNameForTheSubject() throws IOException {
        ReplayFolder replay = ReplayFolder.open(folder, Optional.of("otto"));

        assertEquals("otto", replay.subject().getSubject());
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Files.delete(folder.resolve("coordinates.npy"));

        IOException refused = assertThrows(IOException.class, this::open);

        assertTrue(refused.getMessage().endsWith("is not a replay folder: it has no coordinates.npy"),
                refused.getMessage());
    }

    @Test
    void saysWhichShapeWasExpected() throws IOException {
        NpyFile.write(folder.resolve("responses.npy"), new FloatTensor(new int[]{2, 2}, new float[4]));

        IOException refused = assertThrows(IOException.class, this::open);

        assertTrue(refused.getMessage().contains("has shape [2, 2], expected [3, 2]"), refused.getMessage());
    }

    @Test
    void refusesATrialThatIsNamedTwice() throws IOException {
        Files.writeString(folder.resolve("trials.tsv"), """
                trial_id\tstimulus_id\tstim_file\tsplit
                t0\ta\tstimuli/a.jpg\ttrain
                t0\tb\tstimuli/b.jpg\ttrain
                """);

        IOException refused = assertThrows(IOException.class, this::open);

        assertTrue(refused.getMessage().contains("names trial t0 twice"), refused.getMessage());
    }
}
