package org.topostream.cli.parts;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Option;

import org.topostream.producers.dataset.DatasetOptions;

/// Options that say what a dataset does not, or what of it is wanted.
public final class DatasetChoice {
    @Option(names = "--subject", paramLabel = "NAME", description = "What the subject is called in topics (default: as "
            + "the recording says).")
    private Optional<String> subject = Optional.empty();

    @Option(names = "--dataset-subject", paramLabel = "LABEL", description = "Which of a dataset's subjects, such as "
            + "sub-01 (default: the only one).")
    private Optional<String> recorded = Optional.empty();

    @Option(names = "--mask", paramLabel = "FILE", description = "Which voxels: a NIfTI file in the space of the betas or "
            + "volumes; on surfaces, values of vertices other than 0, given once for each hemisphere.")
    private List<Path> masks = List.of();

    @Option(names = "--roi", paramLabel = "NAME=FILE", description = "A region of interest: a mask of the same size; may "
            + "be given several times.")
    private Map<String, Path> regions = Map.of();

    @Option(names = "--surfaces", paramLabel = "FOLDER", description = "Surfaces whose vertices are voxels: FreeSurfer's "
            + "fsaverage (surf/lh.pial, ...), or nilearn's.")
    private Optional<Path> surfaces = Optional.empty();

    @Option(names = "--stimuli", paramLabel = "PLACE", description = "Where the pictures lie: a folder, or NSD's "
            + "nsd_stimuli.hdf5 (default: where the dataset has them).")
    private Optional<Path> stimuli = Optional.empty();

    @Option(names = "--stimulus-column", paramLabel = "NAME", defaultValue = DatasetOptions.STIM_FILE, description = "Of a "
            + "BIDS table of events, what names the picture (default: ${DEFAULT-VALUE}).")
    private String column = DatasetOptions.STIM_FILE;

    @Option(names = "--task", paramLabel = "LABEL", description = "Which task of a BIDS dataset (default: the only one).")
    private Optional<String> task = Optional.empty();

    @Option(names = "--dataset-session", paramLabel = "LABEL", description = "Which session; may be given several times "
            + "(default: all).")
    private List<String> sessions = List.of();

    @Option(names = "--space", paramLabel = "LABEL", description = "Which space of the betas (default: the only one; of "
            + "NSD func1pt8mm with --mask, fsaverage with --surfaces).")
    private Optional<String> space = Optional.empty();

    /// The same as the readers want it.
    public DatasetOptions options() {
        return new DatasetOptions(subject, recorded, masks, regions, surfaces, stimuli, column, task, sessions, space);
    }
}
