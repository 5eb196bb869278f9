package org.topostream.producers.dataset.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Something that happens in a scan.
sealed interface ScanMoment {
    /// When, from the scan's beginning; runs follow each other without a pause.
    double seconds();

    ScanRun run();

    /// A picture appears.
    record Shown(double seconds, ScanRun run, ScanTrial trial) implements ScanMoment {}

    /// A volume is there, which is at its end.
    ///
    /// @param number from 0
    record Measured(double seconds, ScanRun run, int number) implements ScanMoment {}

    /// All moments of runs that follow each other, in order; of two at one time what is shown comes first.
    static List<ScanMoment> of(List<ScanRun> runs) {
        List<ScanMoment> moments = new ArrayList<>();
        double begin = 0;
        for (ScanRun run : runs) {
            List<ScanMoment> own = new ArrayList<>();
            for (ScanTrial trial : run.trials()) {
                own.add(new Shown(begin + Math.max(0, trial.onset()), run, trial));
            }
            for (int number = 0; number < run.volumes(); number++) {
                own.add(new Measured(begin + (number + 1) * run.seconds(), run, number));
            }
            own.sort(Comparator.comparingDouble(ScanMoment::seconds));
            moments.addAll(own);
            begin += run.length();
        }
        return moments;
    }
}
