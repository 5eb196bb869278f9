package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import org.topostream.producers.dataset.bids.BidsFolder;
import org.topostream.producers.dataset.bids.BidsName;
import org.topostream.producers.dataset.bids.BidsTrials;
import org.topostream.producers.dataset.scan.DatasetScan;
import org.topostream.producers.dataset.scan.ScanRun;
import org.topostream.producers.dataset.scan.ScanTrial;
import org.topostream.producers.dataset.table.TextTable;
import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.nifti.NiftiInfo;
import org.topostream.producers.subjects.MaskedSubject;
import org.topostream.producers.subjects.VoxelMask;
import org.topostream.schemas.avro.Subject;

/// BIDS with the scanner's volumes: runs with events that name pictures. Runs without events, of rest as it were, are
/// left out, and so are rows of events without a picture.
final class BidsRaw implements Layout {
    private static final String REPETITION = "RepetitionTime";

    @Override
    public String name() {
        return "BIDS";
    }

    @Override
    public String has() {
        return "sub-01/[ses-01/]func/sub-01_task-x_run-1_bold.nii.gz, ..._events.tsv with onset, duration and stim_file, "
                + "stimuli/, RepetitionTime in a _bold.json; needs --mask, or a subject that is known";
    }

    @Override
    public boolean fits(Path folder) throws IOException {
        return !new BidsFolder(folder).functional(BidsRaw::isBold).isEmpty();
    }

    private static boolean isBold(BidsName file) {
        return file.isNifti() && file.suffix().equals("bold") && !file.entity("part").orElse("").equals("phase");
    }

    @Override
    public Dataset open(Path folder, DatasetOptions options) throws IOException {
        BidsFolder bids = new BidsFolder(folder);
        BidsChoice choice = new BidsChoice(bids, options);
        List<BidsName> all = bids.functional(BidsRaw::isBold);
        String recorded = choice.subject(all);
        List<BidsName> shown = new ArrayList<>();
        for (BidsName file : all) {
            if (!bids.about(file, "events", ".tsv").isEmpty()) {
                shown.add(file);
            }
        }
        List<ScanRun> runs = new ArrayList<>();
        for (BidsName file : choice.of(recorded, shown)) {
            if (file.entity("echo").isPresent()) {
                throw new IOException(file.file() + ": expected one file for each run, got one for each echo; combine "
                        + "them first");
            }
            ScanRun run = run(bids, file, options.stimulusColumn());
            if (!run.trials().isEmpty()) {
                runs.add(run);
            }
        }
        if (runs.isEmpty()) {
            throw new IOException(folder + ": expected events of " + recorded + " with " + options.stimulusColumn()
                    + ", got none");
        }
        String name = options.name().orElse(recorded);
        PictureFolder pictures = choice.pictures();
        return new Dataset.Volumes(name(), name, masked(name, recorded, options), new DatasetScan(runs, pictures),
                List.of(folder.toRealPath(), pictures.folder().toRealPath()));
    }

    private Optional<Subject> masked(String name, String recorded, DatasetOptions options) throws IOException {
        if (options.masks().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(MaskedSubject.of(name, VoxelMask.read(options.mask(name())), options.regions(),
                MaskedSubject.MEASURE, name() + ", " + recorded));
    }

    private static ScanRun run(BidsFolder bids, BidsName file, String column) throws IOException {
        NiftiInfo info = NiftiInfo.read(file.file());
        if (info.volumes() < 1) {
            throw new BadScanException(file.file() + ": expected a header that tells how many volumes there are, got "
                    + info.volumes());
        }
        TextTable table = TextTable.tsv(bids.about(file, "events", ".tsv").getFirst());
        List<ScanTrial> trials = new ArrayList<>();
        for (BidsTrials.Trial trial : BidsTrials.read(table, column, file.run()).trials()) {
            double onset = trial.onset().orElseThrow(() -> new IOException(table.file()
                    + ": expected an onset in seconds in row " + (trial.row() + 1) + ", got none"));
            trials.add(new ScanTrial(trial.presentation(), onset, trial.duration()));
        }
        return new ScanRun(file.run(), file.entity("ses").orElse(""), file.file(), seconds(bids, file, info),
                info.volumes(), trials);
    }

    private static double seconds(BidsFolder bids, BidsName file, NiftiInfo info) throws IOException {
        Optional<JsonNode> told = bids.value(file, REPETITION);
        double seconds = told.isPresent() ? told.get().asDouble() : info.seconds().orElse(Double.NaN);
        if (!(seconds > 0) || Double.isInfinite(seconds)) {
            throw new IOException(
                    file.file() + ": expected " + REPETITION + " in seconds in a _bold.json beside or above "
                            + "it, or a TR in its header, got " + told.map(JsonNode::toString).orElse("none"));
        }
        return seconds;
    }
}
