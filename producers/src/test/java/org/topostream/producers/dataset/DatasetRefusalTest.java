package org.topostream.producers.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of a dataset is missing or does not fit is said.
class DatasetRefusalTest {
    private static final String EVENTS = "sub-07/ses-1/func/sub-07_ses-1_task-see_run-10_events.tsv";

    @TempDir
    private Path folder;

    private String refusal(TinyDataset tiny, String kind) {
        return assertThrows(IOException.class, () -> tiny.open(kind)).getMessage();
    }

    @Test
    void aPictureTooFewInAlgonauts() throws Exception {
        TinyDataset tiny = TinyDataset.write("algonauts", folder);
        Files.delete(folder.resolve("subj03/training_split/training_images/train-0002_nsd-00019.png"));

        assertEquals(
                folder.resolve("subj03/training_split/training_fmri") + ": expected a row for each of 3 pictures in "
                        + "training_images, got 4",
                refusal(tiny, "algonauts"));
    }

    @Test
    void algonautsWithoutSurfaces() throws Exception {
        TinyDataset.write("algonauts", folder);

        String message = assertThrows(IllegalArgumentException.class,
                () -> Datasets.open(folder, DatasetOptions.defaults())).getMessage();

        assertTrue(message.startsWith("Algonauts 2023: expected --surfaces FOLDER"), message);
    }

    @Test
    void aRowTooFewInNsd() throws Exception {
        TinyDataset tiny = TinyDataset.write("nsd_surfaces", folder);
        Path table = folder.resolve("nsddata/ppdata/subj02/behav/responses.tsv");
        List<String> lines = Files.readAllLines(table);
        Files.write(table, lines.subList(0, lines.size() - 1));

        assertEquals(table + ": expected 4 rows of session 2, one for each of its betas, got 3",
                refusal(tiny, "nsd_surfaces"));
    }

    @Test
    void nsdWithoutAMaskOrSurfaces() throws Exception {
        TinyDataset.write("nsd_volumes", folder);

        String message = assertThrows(IllegalArgumentException.class,
                () -> Datasets.open(folder, DatasetOptions.defaults())).getMessage();

        assertTrue(message.contains("--mask FILE") && message.contains("--surfaces FOLDER"), message);
    }

    @Test
    void aSessionThatIsNotThere() throws Exception {
        TinyDataset tiny = TinyDataset.write("nsd_volumes", folder);

        String message = assertThrows(IllegalArgumentException.class, () -> Datasets.open(folder,
                tiny.options("nsd_volumes").inSessions(List.of("4")))).getMessage();

        assertTrue(message.endsWith("expected sessions of [1, 2, 3] (--dataset-session), got [4]"), message);
    }

    @ParameterizedTest
    @CsvSource({"nsd_volumes", "bold5000", "bids_betas"})
    void aMaskOfOtherVolumes(String kind) throws Exception {
        TinyDataset tiny = TinyDataset.write(kind, folder);
        Path other = Files.createDirectory(folder.resolve("other"));
        TinyDataset.write("other_mask", other);

        String message = assertThrows(IOException.class, () -> Datasets.open(folder,
                tiny.options(kind).within(other.resolve("mask.nii.gz")))).getMessage();

        assertTrue(message.contains(other.resolve("mask.nii.gz").toString()), message);
        assertTrue(message.contains("2"), message);
    }

    @Test
    void aListOfPicturesThatIsTooShortInBold5000() throws Exception {
        TinyDataset tiny = TinyDataset.write("bold5000", folder);
        tiny.replace("CSI2_imgnames.txt", "beach2.jpg\n", "");

        assertEquals(folder.resolve("CSI2_imgnames.txt") + ": expected a picture for each of 5 betas, got 4",
                refusal(tiny, "bold5000"));
    }

    @Test
    void aSessionThatIsMissingInBold5000() throws Exception {
        TinyDataset tiny = TinyDataset.write("bold5000", folder);
        Files.delete(folder.resolve("CSI2_GLMbetas-TYPED-FITHRF-GLMDENOISE-RR_ses-01.nii.gz"));

        assertTrue(refusal(tiny, "bold5000").contains("expected betas of session 1 as well"));
    }

    @Test
    void aTrialTooFewInThings() throws Exception {
        TinyDataset tiny = TinyDataset.write("things", folder);
        tiny.replace("betas_csv/sub-01_StimulusMetadata.csv", "test,2,1,1,4,candelabra_14s.jpg,candelabra\n", "");

        String message = refusal(tiny, "things");

        assertTrue(message.contains("expected a data frame in pandas' fixed format, with an array of 30 voxels by 4 "
                + "trials"), message);
    }

    @Test
    void aTrialOfAnotherTypeInThings() throws Exception {
        TinyDataset tiny = TinyDataset.write("things", folder);
        tiny.replace("betas_csv/sub-01_StimulusMetadata.csv", "test,2", "catch,2");

        assertTrue(refusal(tiny, "things").endsWith("expected train or test as trial_type in row 5, got catch"));
    }

    @Test
    void aRowTooManyInBids() throws Exception {
        TinyDataset tiny = TinyDataset.write("bids_betas", folder);
        Path table = folder.resolve(EVENTS);
        Files.writeString(table, Files.readString(table) + "7.0\t2.0\td.png\n");

        String message = refusal(tiny, "bids_betas");

        assertTrue(message.startsWith(table + ": expected a row, or a row with stim_file, for each of 2 betas in "),
                message);
        assertTrue(message.endsWith("got 3 rows, 3 with stim_file"), message);
    }

    @Test
    void aRowWithCellsMissingInBids() throws Exception {
        TinyDataset tiny = TinyDataset.write("bids_betas", folder);
        tiny.replace(EVENTS, "\td.png", "");

        assertEquals(folder.resolve(EVENTS) + ": expected 3 cells in row 1, got 2", refusal(tiny, "bids_betas"));
    }

    @Test
    void betasWithoutATable() throws Exception {
        TinyDataset tiny = TinyDataset.write("bids_betas", folder);
        Files.delete(folder.resolve(EVENTS));

        assertTrue(refusal(tiny, "bids_betas").contains("expected a table of its trials"));
    }

    @Test
    void aPictureThatIsNotThere() throws Exception {
        TinyDataset tiny = TinyDataset.write("bids_betas", folder);
        Files.delete(folder.resolve("stimuli/a.png"));

        try (Dataset.Responses dataset = tiny.open("bids_betas")) {
            String message = assertThrows(IOException.class,
                    () -> dataset.experiment().image(dataset.experiment().presentations().getFirst())).getMessage();
            assertTrue(message.endsWith("expected one picture a.png (.jpg, .jpeg or .png), got none"), message);
        }
    }

    @Test
    void severalSubjectsAndNobodySaidWhich() throws Exception {
        TinyDataset tiny = TinyDataset.write("bids_betas", folder);
        Path own = Files.createDirectories(folder.resolve("sub-08/func"));
        Files.copy(folder.resolve("sub-07/ses-1/func/sub-07_ses-1_task-see_run-10_space-T1w_desc-betas.nii"),
                own.resolve("sub-08_task-see_desc-betas.nii"));

        String message = assertThrows(IllegalArgumentException.class, () -> tiny.open("bids_betas")).getMessage();

        assertEquals("subjects of " + folder + ": expected one (--dataset-subject), got [sub-07, sub-08]", message);
    }
}
