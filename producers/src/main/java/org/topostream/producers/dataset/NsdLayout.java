package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.topostream.producers.Presentation;
import org.topostream.producers.dataset.table.JoinedTrials;
import org.topostream.producers.dataset.table.ResponseTable;
import org.topostream.producers.dataset.table.TextTable;
import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.schemas.avro.Split;

/// The Natural Scenes Dataset: single-trial betas, per cent signal change, in volumes or on fsaverage, with the trials
/// of `responses.tsv`, whose rows are in the order of the betas. The thousand pictures that all subjects saw (10KID up
/// to 1000) are for validation.
final class NsdLayout implements Layout {
    private static final String BETAS = "nsddata_betas/ppdata";
    private static final String STIMULI = "nsddata_stimuli/stimuli/nsd/nsd_stimuli.hdf5";
    private static final String BEST = "betas_fithrf_GLMdenoise_RR";
    private static final String FSAVERAGE = "fsaverage";
    private static final String VOLUMES = "func1pt8mm";
    private static final Pattern SESSION = Pattern.compile("(?:lh\\.)?betas_session(\\d+)\\.(?:hdf5|mgh)");
    private static final int SHARED = 1000;
    /// Of a trial (Allen and others, 2022).
    private static final double SECONDS = 4;

    @Override
    public String name() {
        return "NSD";
    }

    @Override
    public String has() {
        return "nsddata_betas/ppdata/subj01/{func1pt8mm,fsaverage}/" + BEST + "/, nsddata/ppdata/subj01/behav/"
                + "responses.tsv, " + STIMULI + "; needs --mask for volumes, or --surfaces for fsaverage";
    }

    @Override
    public boolean fits(Path folder) {
        return Files.isDirectory(folder.resolve(BETAS));
    }

    @Override
    public Dataset open(Path folder, DatasetOptions options) throws IOException {
        String recorded = OneOf.of("subjects of " + folder.resolve(BETAS), options.recorded(),
                names(folder.resolve(BETAS), "subj\\d+"), "--dataset-subject");
        String space = space(options);
        Path own = folder.resolve(BETAS).resolve(recorded).resolve(space);
        Path betas = own.resolve(preparation(own));
        Map<Integer, Path> sessions = sessions(betas, options.sessions());
        NsdVoxels voxels = space.equals(FSAVERAGE)
                ? NsdVoxels.onSurfaces(options.name().orElse(recorded), options)
                : NsdVoxels.inVolumes(options.name().orElse(recorded), options.mask(name()), options.regions());
        TextTable table = TextTable
                .tsv(folder.resolve("nsddata/ppdata").resolve(recorded).resolve("behav/responses.tsv"));
        NsdPictures pictures = NsdPictures.open(options.stimuli().orElse(folder.resolve(STIMULI)));
        List<ResponseTable> parts = new ArrayList<>();
        try {
            List<RecordedTrial> trials = new ArrayList<>();
            for (Map.Entry<Integer, Path> session : sessions.entrySet()) {
                parts.add(voxels.open(session.getValue()));
                add(trials, session.getKey(), table, parts.getLast().trials());
            }
            ImportedSubject subject = voxels.subject();
            return new Dataset.Responses(name(),
                    RecordedExperiment.of(betas.toString(), subject, trials, pictures, new JoinedTrials(parts)),
                    List.of(folder.toRealPath()));
        } catch (IOException | RuntimeException e) {
            pictures.close();
            for (ResponseTable part : parts) {
                part.close();
            }
            throw e;
        }
    }

    private String space(DatasetOptions options) {
        return options.space().or(() -> options.surfaces().map(folder -> FSAVERAGE))
                .or(() -> options.masks().isEmpty() ? Optional.empty() : Optional.of(VOLUMES))
                .orElseThrow(() -> new IllegalArgumentException(name() + ": expected --mask FILE for the betas in "
                        + "volumes (" + VOLUMES + "), such as nsddata/ppdata/subj01/func1pt8mm/roi/nsdgeneral.nii.gz, "
                        + "or --surfaces FOLDER for those on fsaverage, got neither"));
    }

    private static List<String> names(Path folder, String pattern) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("no such folder: " + folder);
        }
        try (Stream<Path> below = Files.list(folder)) {
            return below.map(each -> String.valueOf(each.getFileName())).filter(name -> name.matches(pattern)).sorted()
                    .toList();
        }
    }

    private static String preparation(Path own) throws IOException {
        List<String> there = names(own, "betas_.+");
        return there.contains(BEST)
                ? BEST
                : OneOf.of("betas of " + own, Optional.empty(), there, "the folder " + BEST);
    }

    /// Of volumes the file, of surfaces that of the left hemisphere.
    private static Map<Integer, Path> sessions(Path betas, List<String> wanted) throws IOException {
        Map<Integer, Path> sessions = new TreeMap<>();
        for (String name : names(betas, SESSION.pattern())) {
            Matcher number = SESSION.matcher(name);
            if (number.matches()) {
                sessions.put(Integer.parseInt(number.group(1)), betas.resolve(name));
            }
        }
        SessionChoice.keep(betas.toString(), sessions, wanted);
        return sessions;
    }

    private static void add(List<RecordedTrial> trials, int session, TextTable table, int count) throws IOException {
        int before = trials.size();
        for (int row = 0; row < table.rows(); row++) {
            if (table.whole(row, "SESSION") == session) {
                String trial = String.format(Locale.ROOT, "ses-%02d_run-%02d_trial-%02d", session,
                        table.whole(row, "RUN"), table.whole(row, "TRIAL"));
                int picture = table.whole(row, "73KID") - 1;
                Split split = table.whole(row, "10KID") <= SHARED ? Split.VALIDATION : Split.TRAIN;
                trials.add(new RecordedTrial(new Presentation(trial, NsdPictures.stimulus(picture), split),
                        Integer.toString(picture), trials.size(), OptionalDouble.of(SECONDS * trials.size())));
            }
        }
        if (trials.size() - before != count) {
            throw new IOException(table.file() + ": expected " + count + " rows of session " + session
                    + ", one for each of its betas, got " + (trials.size() - before));
        }
    }
}
