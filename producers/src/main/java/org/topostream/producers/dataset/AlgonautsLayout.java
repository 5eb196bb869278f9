package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.topostream.factortopy.npy.NpyLabels;
import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.producers.Presentation;
import org.topostream.producers.dataset.table.JoinedVoxels;
import org.topostream.producers.dataset.table.NpyResponses;
import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.producers.subjects.SubjectFiles;
import org.topostream.producers.subjects.SubjectFolder;
import org.topostream.producers.subjects.SubjectImport;
import org.topostream.schemas.avro.Split;

/// The Algonauts Project 2023: responses of vertices of fsaverage, the mean of each picture's repeats. Voxels are the
/// vertices of the challenge, the left hemisphere's first; their coordinates are those of fsaverage's pial surface,
/// which the dataset does not have. Pictures for testing are shown as well, without a response.
final class AlgonautsLayout implements Layout {
    private static final Pattern NSD = Pattern.compile("nsd[-_](\\d+)");
    private static final String RESPONSES = "training_split/training_fmri";
    private static final String MEASURE = "fMRI response, z-scores within sessions, mean of repeats";

    @Override
    public String name() {
        return "Algonauts 2023";
    }

    @Override
    public String has() {
        return "subj01/training_split/training_fmri/lh_training_fmri.npy, .../training_images/, roi_masks/; needs "
                + "--surfaces, the folder of FreeSurfer's fsaverage";
    }

    @Override
    public boolean fits(Path folder) throws IOException {
        return Files.isDirectory(folder.resolve(RESPONSES)) || !subjects(folder).isEmpty();
    }

    private static Map<String, Path> subjects(Path folder) throws IOException {
        try (Stream<Path> below = Files.list(folder)) {
            Map<String, Path> subjects = new HashMap<>();
            below.filter(each -> Files.isDirectory(each.resolve(RESPONSES)))
                    .forEach(each -> subjects.put(String.valueOf(each.getFileName()), each));
            return subjects;
        }
    }

    @Override
    public Dataset open(Path folder, DatasetOptions options) throws IOException {
        Map<String, Path> subjects = Files.isDirectory(folder.resolve(RESPONSES))
                ? Map.of(String.valueOf(folder.toRealPath().getFileName()), folder)
                : subjects(folder);
        String recorded = OneOf.of("subjects of " + folder, options.recorded(), subjects.keySet(),
                "--dataset-subject");
        Path own = subjects.get(recorded);
        if (!options.masks().isEmpty()) {
            throw new IllegalArgumentException(name() + ": expected no --mask, since the dataset says which vertices "
                    + "are voxels, got " + options.masks());
        }
        PictureFolder pictures = PictureFolder.open(own);
        List<RecordedTrial> trials = trials(own);
        JoinedVoxels responses = new JoinedVoxels(responses(own, Hemisphere.LEFT), responses(own, Hemisphere.RIGHT));
        try {
            long rows = trials.stream().filter(trial -> trial.presentation().isTrial()).count();
            if (rows != responses.trials()) {
                throw new IOException(own.resolve(RESPONSES) + ": expected a row for each of " + rows
                        + " pictures in training_images, got " + responses.trials());
            }
            ImportedSubject subject = subject(own, options.name().orElse(recorded), options, responses);
            return new Dataset.Responses(name(),
                    RecordedExperiment.of(own.toString(), subject, trials, pictures, responses),
                    List.of(own.toRealPath()));
        } catch (IOException | RuntimeException e) {
            responses.close();
            throw e;
        }
    }

    private static NpyResponses responses(Path own, Hemisphere hemisphere) throws IOException {
        return NpyResponses.open(own.resolve(RESPONSES).resolve(hemisphere.freeSurfer() + "_training_fmri.npy"));
    }

    private static List<RecordedTrial> trials(Path own) throws IOException {
        List<RecordedTrial> trials = new ArrayList<>();
        for (String picture : pictures(own.resolve("training_split/training_images"))) {
            String trial = picture.substring(0, picture.lastIndexOf('.'));
            trials.add(new RecordedTrial(new Presentation(trial, stimulus(picture), Split.TRAIN),
                    "training_split/training_images/" + picture, trials.size(), OptionalDouble.empty()));
        }
        Path test = own.resolve("test_split/test_images");
        for (String picture : Files.isDirectory(test) ? pictures(test) : List.<String>of()) {
            trials.add(new RecordedTrial(new Presentation("", stimulus(picture), Split.VALIDATION),
                    "test_split/test_images/" + picture, -1, OptionalDouble.empty()));
        }
        return trials;
    }

    private static List<String> pictures(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("no such folder: " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g)")).sorted().toList();
        }
    }

    /// By its number in NSD, so that a picture is one stimulus in both.
    private static String stimulus(String picture) {
        Matcher number = NSD.matcher(picture);
        return number.find() ? "nsd-" + number.group(1) : picture;
    }

    private static ImportedSubject subject(Path own, String name, DatasetOptions options, JoinedVoxels responses)
            throws IOException {
        Path surfaces = options.surfaces().orElseThrow(() -> new IllegalArgumentException("Algonauts 2023: expected "
                + "--surfaces FOLDER, FreeSurfer's fsaverage (surf/lh.pial, ... of 163842 vertices) or nilearn's, whose "
                + "vertices have the places that an encoder needs"));
        Path regions = own.resolve("roi_masks");
        Map<Hemisphere, float[]> masks = new EnumMap<>(Hemisphere.class);
        Map<Hemisphere, Integer> voxels = new EnumMap<>(Hemisphere.class);
        voxels.put(Hemisphere.LEFT, responses.left().voxels());
        voxels.put(Hemisphere.RIGHT, responses.right().voxels());
        for (Hemisphere hemisphere : Hemisphere.values()) {
            Path file = regions.resolve(hemisphere.freeSurfer() + ".all-vertices_fsaverage_space.npy");
            int[] inside = NpyLabels.read(file);
            float[] mask = new float[inside.length];
            int count = 0;
            for (int vertex = 0; vertex < mask.length; vertex++) {
                mask[vertex] = inside[vertex];
                count += inside[vertex] == 0 ? 0 : 1;
            }
            if (count != voxels.get(hemisphere)) {
                throw new IOException(file + ": expected " + voxels.get(hemisphere) + " vertices inside, one for each "
                        + "column of the responses, got " + count);
            }
            masks.put(hemisphere, mask);
        }
        SubjectFiles found = SubjectFolder.find(surfaces);
        return SubjectImport
                .open(name, new SubjectFiles(found.hemispheres(), List.of(),
                        "Algonauts 2023, " + own.getFileName() + ", on " + found.source()))
                .subject(masks, AlgonautsRegions.read(regions, voxels), MEASURE);
    }
}
