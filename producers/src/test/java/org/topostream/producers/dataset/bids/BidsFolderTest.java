package org.topostream.producers.dataset.bids;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BidsFolderTest {
    @TempDir
    private Path folder;

    private BidsName bold = BidsName.of(Path.of("none"));

    @BeforeEach
    void makeARun() throws IOException {
        Path own = Files.createDirectories(folder.resolve("sub-2/ses-1/func"));
        bold = BidsName.of(Files.createFile(own.resolve("sub-2_ses-1_task-x_run-9_bold.nii.gz")));
        Files.createFile(own.resolve("sub-2_ses-1_task-x_run-10_bold.nii.gz"));
        Files.createFile(Files.createDirectories(folder.resolve("sub-10/func")).resolve("sub-10_task-x_bold.nii"));
    }

    private void json(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Optional<JsonNode> seconds() throws IOException {
        return new BidsFolder(folder).value(bold, "RepetitionTime");
    }

    @Test
    void aNameTellsWhatAFileIs() {
        BidsName name = BidsName.of(Path.of("func/sub-01_ses-2_task-a_space-T1w_desc-betas.nii.gz"));

        assertEquals(Map.of("sub", "01", "ses", "2", "task", "a", "space", "T1w", "desc", "betas"), name.entities());
        assertEquals("", name.suffix());
        assertEquals(".nii.gz", name.extension());
        assertEquals("ses-2_task-a", name.run());
        assertTrue(name.isNifti());
        assertEquals("bold", bold.suffix());
        assertFalse(bold.isAbout(name));
    }

    @Test
    void runsAreInTheOrderOfTheirNumbers() throws IOException {
        List<String> runs = new BidsFolder(folder).functional(BidsName::isNifti).stream()
                .map(file -> file.file().getFileName().toString()).toList();

        assertEquals(List.of("sub-2_ses-1_task-x_run-9_bold.nii.gz", "sub-2_ses-1_task-x_run-10_bold.nii.gz",
                "sub-10_task-x_bold.nii"), runs);
    }

    @Test
    void theNearestFileThatHasAValueTellsIt() throws IOException {
        assertEquals(Optional.empty(), seconds());

        json("task-x_bold.json", "{\"RepetitionTime\": 1.0}");
        json("task-y_bold.json", "{\"RepetitionTime\": 9.0}");
        assertEquals(1.0, seconds().orElseThrow().asDouble());

        json("sub-2/sub-2_task-x_bold.json", "{\"RepetitionTime\": 2.0}");
        assertEquals(2.0, seconds().orElseThrow().asDouble());

        json("sub-2/ses-1/func/sub-2_ses-1_task-x_bold.json", "{\"RepetitionTime\": 3.0}");
        json("sub-2/ses-1/func/sub-2_ses-1_task-x_run-9_bold.json", "{\"FlipAngle\": 90}");
        json("sub-2/ses-1/func/sub-2_ses-1_task-x_run-10_bold.json", "{\"RepetitionTime\": 8.0}");
        assertEquals(3.0, seconds().orElseThrow().asDouble());
    }
}
