package org.topostream.producers.dataset.scan;

import java.util.List;

import org.topostream.producers.Presentation;
import org.topostream.producers.dataset.Pictures;

/// A recorded scan of one subject.
///
/// @param runs     in order
/// @param pictures by stimulus id
public record DatasetScan(List<ScanRun> runs, Pictures pictures) {
    public DatasetScan {
        runs = List.copyOf(runs);
    }

    /// All pictures that were shown, in order.
    public List<Presentation> presentations() {
        return runs.stream().flatMap(run -> run.trials().stream()).map(ScanTrial::presentation).toList();
    }
}
