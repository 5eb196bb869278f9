package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import org.topostream.producers.dataset.bids.BidsFolder;
import org.topostream.producers.dataset.bids.BidsName;
import org.topostream.producers.dataset.bids.BidsTrials;
import org.topostream.producers.dataset.table.JoinedTrials;
import org.topostream.producers.dataset.table.NiftiResponses;
import org.topostream.producers.dataset.table.ResponseTable;
import org.topostream.producers.dataset.table.TextTable;
import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.producers.subjects.MaskedSubject;
import org.topostream.producers.subjects.VoxelMask;

/// BIDS derivatives with single-trial betas: 4-D NIfTI files, and beside each a table `_trials.tsv` or `_events.tsv`
/// with a row for each volume, or, beside rows without a picture, a row with a picture for each volume.
final class BidsBetas implements Layout {
    private static final String MEASURE = "single-trial beta";
    /// Of files whose description says that they are betas; others are masks, R2 and the like.
    private static final Set<String> SUFFIXES = Set.of("", "bold", "statmap");

    @Override
    public String name() {
        return "BIDS derivatives with betas";
    }

    @Override
    public String has() {
        return "sub-01/[ses-01/]func/sub-01_task-x_run-1_desc-betas.nii.gz or ..._betas.nii.gz, ..._trials.tsv or "
                + "..._events.tsv with stim_file, stimuli/; needs --mask";
    }

    @Override
    public boolean fits(Path folder) throws IOException {
        return !new BidsFolder(folder).functional(BidsBetas::isBetas).isEmpty();
    }

    private static boolean isBetas(BidsName file) {
        return file.isNifti() && (file.suffix().equals("betas")
                || (SUFFIXES.contains(file.suffix()) && file.entity("desc").orElse("").startsWith("betas")));
    }

    @Override
    public Dataset open(Path folder, DatasetOptions options) throws IOException {
        BidsFolder bids = new BidsFolder(folder);
        BidsChoice choice = new BidsChoice(bids, options);
        List<BidsName> all = bids.functional(BidsBetas::isBetas);
        String recorded = choice.subject(all);
        List<BidsName> files = ofOneSpace(folder, choice.of(recorded, all), options);
        VoxelMask mask = VoxelMask.read(options.mask(name()));
        ImportedSubject subject = new ImportedSubject(MaskedSubject.of(options.name().orElse(recorded), mask,
                options.regions(), MEASURE, name() + ", " + recorded), List.of(), List.of());
        PictureFolder pictures = choice.pictures();
        List<ResponseTable> parts = new ArrayList<>();
        List<RecordedTrial> trials = new ArrayList<>();
        double begin = 0;
        int before = 0;
        for (BidsName file : files) {
            ResponseTable part = NiftiResponses.open(file.file(), mask, true);
            parts.add(part);
            BidsTrials read = trials(bids, file, options.stimulusColumn(), part.trials());
            boolean everyRow = read.rows() == part.trials();
            double end = begin;
            for (int i = 0; i < read.trials().size(); i++) {
                BidsTrials.Trial trial = read.trials().get(i);
                OptionalDouble seconds = trial.onset().isPresent()
                        ? OptionalDouble.of(begin + Math.max(0, trial.onset().getAsDouble()))
                        : OptionalDouble.empty();
                end = Math.max(end, seconds.orElse(begin) + trial.duration());
                trials.add(new RecordedTrial(trial.presentation(), trial.presentation().stimulusId(),
                        before + (everyRow ? trial.row() : i), seconds));
            }
            before += part.trials();
            begin = end;
        }
        return new Dataset.Responses(name(),
                RecordedExperiment.of(folder.toString(), subject, trials, pictures, new JoinedTrials(parts)),
                List.of(folder.toRealPath(), pictures.folder().toRealPath()));
    }

    private static List<BidsName> ofOneSpace(Path folder, List<BidsName> files, DatasetOptions options) {
        List<String> spaces = files.stream().flatMap(file -> file.entity("space").stream()).distinct().toList();
        Optional<String> space = spaces.isEmpty()
                ? Optional.empty()
                : Optional.of(OneOf.of("spaces of " + folder, options.space(), spaces, "--space"));
        return files.stream().filter(file -> space.equals(file.entity("space"))).toList();
    }

    private static BidsTrials trials(BidsFolder bids, BidsName file, String column, int volumes) throws IOException {
        List<Path> tables = new ArrayList<>(bids.about(file, "trials", ".tsv"));
        tables.addAll(bids.about(file, "events", ".tsv"));
        if (tables.isEmpty()) {
            throw new IOException(file.file() + ": expected a table of its trials, " + file.run()
                    + "_trials.tsv or _events.tsv with the subject before it, got none");
        }
        BidsTrials trials = BidsTrials.read(TextTable.tsv(tables.getFirst()), column, file.run());
        if (trials.rows() != volumes && trials.trials().size() != volumes) {
            throw new IOException(tables.getFirst() + ": expected a row, or a row with " + column + ", for each of "
                    + volumes + " betas in " + file.file() + ", got " + trials.rows() + " rows, "
                    + trials.trials().size()
                    + " with " + column);
        }
        return trials;
    }
}
