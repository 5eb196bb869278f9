package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.topostream.producers.Presentation;
import org.topostream.producers.dataset.table.ResponseTable;
import org.topostream.producers.dataset.table.TextTable;
import org.topostream.schemas.avro.Split;

/// THINGS-fMRI's table format: responses of single trials in a data frame that pandas wrote, and tables of voxels and
/// trials. Trials of the type `test` are for validation.
final class ThingsLayout implements Layout {
    private static final Pattern RESPONSES = Pattern.compile("(sub-.+)_ResponseData\\.h5");
    private static final String TABLES = "betas_csv";
    private static final String TYPE = "trial_type";
    /// Of a trial (Hebart and others, 2023).
    private static final double SECONDS = 4.5;

    @Override
    public String name() {
        return "THINGS-fMRI";
    }

    @Override
    public String has() {
        return TABLES
                + "/sub-01_ResponseData.h5, sub-01_StimulusMetadata.csv, sub-01_VoxelMetadata.csv; needs --stimuli, "
                + "the folder of the THINGS images; --mask takes other voxels than those of the regions";
    }

    @Override
    public boolean fits(Path folder) throws IOException {
        return !subjects(folder).isEmpty();
    }

    private static Map<String, Path> subjects(Path folder) throws IOException {
        Map<String, Path> subjects = new HashMap<>();
        for (Path tables : List.of(folder, folder.resolve(TABLES))) {
            if (Files.isDirectory(tables)) {
                try (Stream<Path> files = Files.list(tables)) {
                    files.forEach(file -> {
                        Matcher name = RESPONSES.matcher(String.valueOf(file.getFileName()));
                        if (name.matches()) {
                            subjects.put(name.group(1), file);
                        }
                    });
                }
            }
        }
        return subjects;
    }

    @Override
    public Dataset open(Path folder, DatasetOptions options) throws IOException {
        Map<String, Path> subjects = subjects(folder);
        String recorded = OneOf.of("subjects of " + folder, options.recorded(), subjects.keySet(),
                "--dataset-subject");
        Path file = subjects.get(recorded);
        TextTable table = TextTable.csv(file.resolveSibling(recorded + "_StimulusMetadata.csv"));
        ThingsVoxels voxels = ThingsVoxels.read(file.resolveSibling(recorded + "_VoxelMetadata.csv"), options);
        Path stimuli = options.stimuli().orElse(folder.resolve("images"));
        if (!Files.isDirectory(stimuli)) {
            throw new IllegalArgumentException(name() + ": expected --stimuli FOLDER, where the images of THINGS lie "
                    + "(object_images/aardvark/aardvark_01b.jpg, ...), got none at " + stimuli);
        }
        PictureFolder pictures = PictureFolder.open(stimuli);
        ResponseTable responses = PandasFrame.open(file, voxels.all(), table.rows(), voxels.rows());
        try {
            return new Dataset.Responses(name(), RecordedExperiment.of(file.toString(),
                    voxels.subject(options.name().orElse(recorded), "THINGS-fMRI, " + recorded),
                    trials(table, options.sessions()), pictures, responses), List.of(stimuli.toRealPath()));
        } catch (IOException | RuntimeException e) {
            responses.close();
            throw e;
        }
    }

    private static List<RecordedTrial> trials(TextTable table, List<String> sessions) throws IOException {
        List<RecordedTrial> trials = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            int session = table.whole(row, "session");
            if (sessions.isEmpty() || sessions.stream().anyMatch(each -> isOf(each, session))) {
                String trial = String.format(Locale.ROOT, "ses-%02d_run-%02d_trial-%04d", session,
                        table.whole(row, "run"), table.whole(row, "trial_id"));
                String picture = table.text(row, "stimulus");
                trials.add(new RecordedTrial(new Presentation(trial, picture, split(table, row)), picture, row,
                        OptionalDouble.of(SECONDS * trials.size())));
            }
        }
        return trials;
    }

    private static boolean isOf(String wanted, int session) {
        return wanted.replaceFirst("^\\D+0*|^0+", "").equals(Integer.toString(session));
    }

    private static Split split(TextTable table, int row) throws IOException {
        String type = table.text(row, TYPE);
        return switch (type) {
            case "train" -> Split.TRAIN;
            case "test" -> Split.VALIDATION;
            default -> throw new IOException(table.file() + ": expected train or test as " + TYPE + " in row "
                    + (row + 1) + ", got " + type);
        };
    }
}
