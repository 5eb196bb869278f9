package org.topostream.producers.scan.folder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.producers.scan.BadScanException;

/// Which run a series is. Once told, it stays, over restarts too.
final class SeriesRuns {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesRuns.class);

    private final FolderSettings settings;
    private final VolumeFormat format;
    private final Ledger ledger;
    private final Map<String, String> runs = new HashMap<>();
    private final Map<String, String> series = new HashMap<>();
    private final Map<String, String> passedOver = new TreeMap<>();

    SeriesRuns(FolderSettings settings, VolumeFormat format, Ledger ledger) {
        this.settings = settings;
        this.format = format;
        this.ledger = ledger;
    }

    /// What the ledger knows.
    void remember(LedgerEntry.Run run) {
        runs.put(run.series(), run.name());
        series.put(run.name(), run.series());
    }

    /// The run of a series that the ledger knows.
    Optional<String> known(String name) {
        return Optional.ofNullable(runs.get(name));
    }

    /// The run of a series; empty where the series is not wanted.
    /// @throws BadScanException where it cannot have a run of its own
    Optional<String> of(String name) throws BadScanException {
        if (passedOver.containsKey(name)) {
            return Optional.empty();
        }
        SeriesInfo info = format.describe(name);
        Optional<String> refusal = settings.filter().refusal(info);
        if (refusal.isPresent()) {
            passedOver.put(name, refusal.get());
            LOG.info("series passed over series={} reason={}", name, refusal.get());
            return Optional.empty();
        }
        Optional<String> known = known(name);
        return known.isPresent() ? known : Optional.of(begin(name, info));
    }

    /// The run is noted before its first volume is delivered: whatever happens then, it keeps its name.
    private String begin(String name, SeriesInfo info) throws BadScanException {
        int index = runs.size() + 1;
        String run = settings.naming().name(name, info, index);
        while (series.containsKey(run)) {
            index++; // A run of which nothing was delivered may have been forgotten since, and its number with it.
            String next = settings.naming().name(name, info, index);
            if (next.equals(run)) {
                throw new BadScanException("series " + name + " would be run " + run + ", which series "
                        + series.get(run) + " is; " + FolderSettings.SERIES_RUNS + " can give it another name");
            }
            run = next;
        }
        LedgerEntry.Run begun = new LedgerEntry.Run(name, run);
        ledger.note(List.of(begun));
        remember(begun);
        LOG.info("run begins run={} series={}", run, name);
        return run;
    }

    /// Why series are not wanted, by series.
    Map<String, String> passedOver() {
        return new TreeMap<>(passedOver);
    }
}
