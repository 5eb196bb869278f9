package org.topostream.producers.dataset.scan;

import java.nio.file.Path;
import java.util.List;

/// A run of a recorded scan.
///
/// @param name    of the run, as volumes and events name it
/// @param session the session; empty where there is one only
/// @param bold    a NIfTI file with its volumes
/// @param seconds from one volume to the next (TR)
/// @param volumes how many there are
/// @param trials  what was shown
public record ScanRun(String name, String session, Path bold, double seconds, int volumes, List<ScanTrial> trials) {
    public ScanRun {
        trials = List.copyOf(trials);
    }

    /// How long it takes: to its last volume, or the end of its last trial.
    double length() {
        return trials.stream().mapToDouble(trial -> trial.onset() + trial.duration())
                .reduce(volumes * seconds, Math::max);
    }
}
