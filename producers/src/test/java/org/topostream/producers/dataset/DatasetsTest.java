package org.topostream.producers.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.topostream.producers.Experiment;
import org.topostream.producers.Presentation;
import org.topostream.schemas.SubjectRules;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Subject;

/// Datasets as NumPy, nibabel, h5py and pandas read them.
class DatasetsTest {
    private static final float CLOSE = 1e-6f;

    @TempDir
    private Path folder;

    private static float[] floats(JsonNode values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values.path(i).asDouble();
        }
        return floats;
    }

    @ParameterizedTest
    @CsvSource({"algonauts, Algonauts 2023, subj03", "nsd_volumes, NSD, subj02", "nsd_surfaces, NSD, subj02",
            "bold5000, BOLD5000, CSI2", "things, THINGS-fMRI, sub-01", "things_masked, THINGS-fMRI, sub-01",
            "bids_betas, BIDS derivatives with betas, sub-07"})
    void readsTrialsAndValuesInOrder(String kind, String layout, String subject) throws Exception {
        // Given
        TinyDataset tiny = TinyDataset.write(kind, folder);

        // When
        try (Dataset.Responses dataset = tiny.open(kind)) {
            // Then
            assertEquals(layout, dataset.layout());
            assertEquals(subject, dataset.subject());
            JsonNode trials = tiny.expected().path("trials");
            List<Presentation> presentations = dataset.experiment().presentations();
            assertEquals(trials.size(), presentations.size());
            for (int i = 0; i < trials.size(); i++) {
                assertTrial(trials.path(i), dataset.experiment(), presentations.get(i));
            }
            assertEquals(!kind.equals("algonauts"), dataset.isTimed());
        }
    }

    private static void assertTrial(JsonNode expected, Experiment experiment, Presentation presentation)
            throws IOException {
        String trial = expected.path("trial").asText();
        assertEquals(trial, presentation.trialId());
        assertEquals(expected.path("stimulus").asText(), presentation.stimulusId(), trial);
        assertEquals(expected.path("split").asText(), presentation.split().name(), trial);
        assertEquals(expected.path("seconds").isNull(), experiment.seconds(presentation).isEmpty(), trial);
        assertEquals(expected.path("seconds").asDouble(), experiment.seconds(presentation).orElse(0), 1e-9, trial);
        assertSamePicture(Path.of(expected.path("picture").asText()), experiment.image(presentation).bytes());
        if (expected.path("values").isNull()) {
            assertThrows(IllegalArgumentException.class, () -> experiment.response(presentation));
        } else {
            assertArrayEquals(floats(expected.path("values")), experiment.response(presentation), CLOSE, trial);
        }
    }

    private static void assertSamePicture(Path expected, byte[] encoded) throws IOException {
        BufferedImage picture = ImageIO.read(expected.toFile());
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(encoded));
        int width = picture.getWidth();
        int height = picture.getHeight();
        assertArrayEquals(picture.getRGB(0, 0, width, height, null, 0, width),
                read.getRGB(0, 0, read.getWidth(), read.getHeight(), null, 0, read.getWidth()), expected.toString());
    }

    @ParameterizedTest
    @CsvSource({"algonauts", "nsd_volumes", "nsd_surfaces", "bold5000", "things", "things_masked", "bids_betas"})
    void knowsTheSubjectsVoxels(String kind) throws Exception {
        // Given
        TinyDataset tiny = TinyDataset.write(kind, folder);
        JsonNode expected = tiny.expected();

        // When
        try (Dataset.Responses dataset = tiny.open(kind)) {
            // Then
            Subject subject = dataset.experiment().subject();
            SubjectRules.check(subject.getSubject(), subject, Optional.empty());
            assertArrayEquals(floats(expected.path("coordinates")), Tensors.floats(subject.getCoordinates()), 1e-4f);
            assertEquals(expected.path("hemispheres").isNull(), subject.getHemispheres() == null);
            if (subject.getHemispheres() != null) {
                assertArrayEquals(floats(expected.path("hemispheres")), Tensors.floats(subject.getHemispheres()));
            }
            assertEquals(expected.path("ceiling").isNull(), subject.getNoiseCeiling() == null);
            if (subject.getNoiseCeiling() != null) {
                assertArrayEquals(floats(expected.path("ceiling")), Tensors.floats(subject.getNoiseCeiling()), CLOSE);
            }
            Map<String, JsonNode> regions = new TreeMap<>();
            expected.path("rois").properties().forEach(region -> regions.put(region.getKey(), region.getValue()));
            assertEquals(regions.keySet(), Map.copyOf(named(subject)).keySet());
            named(subject).forEach((name, voxels) -> assertArrayEquals(floats(regions.get(name)), voxels, name));
        }
    }

    private static Map<String, float[]> named(Subject subject) {
        Map<String, float[]> named = new TreeMap<>();
        for (Roi roi : subject.getRois()) {
            named.put(roi.getName(), Tensors.floats(roi.getVoxels()));
        }
        return named;
    }

    @Test
    void surfacesAreThereToDrawOn() throws Exception {
        TinyDataset tiny = TinyDataset.write("algonauts", folder);

        try (Dataset.Responses dataset = tiny.open("algonauts")) {
            assertEquals(4, dataset.experiment().surfaces().size());
        }
    }

    @Test
    void repeatsShareAStimulus() throws Exception {
        TinyDataset tiny = TinyDataset.write("nsd_volumes", folder);

        try (Dataset.Responses dataset = tiny.open("nsd_volumes")) {
            List<Presentation> presentations = dataset.experiment().presentations();
            assertEquals(presentations.getFirst().stimulusId(), presentations.get(3).stimulusId());
            assertFalse(presentations.getFirst().trialId().equals(presentations.get(3).trialId()));
            assertEquals(9, presentations.stream().map(Presentation::stimulusId).distinct().count());
            // Read again, in another order than they lie in the files.
            float[] first = dataset.experiment().response(presentations.getFirst());
            dataset.experiment().response(presentations.getLast());
            assertArrayEquals(first, dataset.experiment().response(presentations.getFirst()));
        }
    }

    @Test
    void aSubjectMayHaveAnotherNameAndFewerSessions() throws Exception {
        TinyDataset tiny = TinyDataset.write("nsd_volumes", folder);
        DatasetOptions options = tiny.options("nsd_volumes").named("anna").of("subj02").inSessions(List.of("02", "3"));

        try (Dataset.Responses dataset = (Dataset.Responses) Datasets.open(folder, options)) {
            assertEquals("anna", dataset.subject());
            assertEquals(List.of("ses-02", "ses-03"), dataset.experiment().presentations().stream()
                    .map(presentation -> presentation.trialId().substring(0, 6)).distinct().toList());
            JsonNode fifth = tiny.expected().path("trials").path(4);
            assertArrayEquals(floats(fifth.path("values")),
                    dataset.experiment().response(dataset.experiment().presentations().getFirst()), CLOSE);
        }
    }

    @Test
    void aFolderOfNoLayoutIsToldWhatEachLayoutHas() {
        String message = assertThrows(IOException.class, () -> Datasets.open(folder, DatasetOptions.defaults()))
                .getMessage();

        for (String layout : List.of("replay folder: ", "Algonauts 2023: ", "NSD: ", "BOLD5000: ", "THINGS-fMRI: ",
                "BIDS derivatives with betas: ", "BIDS: ")) {
            assertTrue(message.contains("\n  " + layout), message);
        }
    }

    @Test
    void ourReplayFolderIsOneOfThem() throws IOException {
        Files.writeString(folder.resolve("subject.json"), "{}");

        assertEquals(folder + " is not a replay folder: it has no coordinates.npy",
                assertThrows(IOException.class, () -> Datasets.open(folder, DatasetOptions.defaults())).getMessage());
    }
}
