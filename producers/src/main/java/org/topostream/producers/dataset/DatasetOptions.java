package org.topostream.producers.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a dataset does not tell by itself, or what is wanted of it.
///
/// @param name           of the subject in topics; without one, as the dataset calls it
/// @param recorded       which of the dataset's subjects; without one, the only one
/// @param masks          which voxels: a NIfTI file, or values of vertices for either hemisphere
/// @param regions        NIfTI masks of regions, by name
/// @param surfaces       a folder of surfaces whose vertices are voxels, as FreeSurfer's fsaverage
/// @param stimuli        where the pictures lie, where they are not in their usual place
/// @param stimulusColumn of tables of events, which names the picture
/// @param task           which of the tasks; without one, the only one
/// @param sessions       which sessions; none for all
/// @param space          which of the spaces; without one, the only one
public record DatasetOptions(Optional<String> name, Optional<String> recorded, List<Path> masks,
        Map<String, Path> regions, Optional<Path> surfaces, Optional<Path> stimuli, String stimulusColumn,
        Optional<String> task, List<String> sessions, Optional<String> space) {
    /// The column of BIDS.
    public static final String STIM_FILE = "stim_file";

    public DatasetOptions {
        masks = List.copyOf(masks);
        regions = Map.copyOf(regions);
        sessions = List.copyOf(sessions);
    }

    /// Nothing said.
    public static DatasetOptions defaults() {
        return new DatasetOptions(Optional.empty(), Optional.empty(), List.of(), Map.of(), Optional.empty(),
                Optional.empty(), STIM_FILE, Optional.empty(), List.of(), Optional.empty());
    }

    public DatasetOptions named(String subject) {
        return new DatasetOptions(Optional.of(subject), recorded, masks, regions, surfaces, stimuli, stimulusColumn,
                task, sessions, space);
    }

    public DatasetOptions of(String subject) {
        return new DatasetOptions(name, Optional.of(subject), masks, regions, surfaces, stimuli, stimulusColumn, task,
                sessions, space);
    }

    public DatasetOptions within(Path... files) {
        return new DatasetOptions(name, recorded, List.of(files), regions, surfaces, stimuli, stimulusColumn, task,
                sessions, space);
    }

    public DatasetOptions onSurfaces(Path folder) {
        return new DatasetOptions(name, recorded, masks, regions, Optional.of(folder), stimuli, stimulusColumn, task,
                sessions, space);
    }

    public DatasetOptions withStimuli(Path place) {
        return new DatasetOptions(name, recorded, masks, regions, surfaces, Optional.of(place), stimulusColumn, task,
                sessions, space);
    }

    public DatasetOptions inSessions(List<String> wanted) {
        return new DatasetOptions(name, recorded, masks, regions, surfaces, stimuli, stimulusColumn, task, wanted,
                space);
    }

    /// The one mask that volumes need.
    /// @param what needs it, for the message
    /// @throws IllegalArgumentException where there is none, or more
    Path mask(String what) {
        if (masks.size() != 1) {
            throw new IllegalArgumentException(what + ": expected one mask, a NIfTI file in the space of its volumes "
                    + "(--mask FILE), got " + (masks.isEmpty() ? "none" : masks));
        }
        return masks.getFirst();
    }
}
