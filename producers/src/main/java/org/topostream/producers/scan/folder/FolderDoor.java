package org.topostream.producers.scan.folder;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// Watches a folder for a scanner's files and passes on the volumes in them, in their source's numbers.
///
/// It looks every so often: network shares tell of no changes. A file is read once its size and time have stayed the
/// same for a while by this computer's own clock, whatever the times of files say, and its format takes it for whole.
/// What the output has taken is noted in a [Ledger], then the file, and only then is it moved. So nothing is delivered
/// twice when a share comes back or files are found again. After a crash, the one volume that was delivered but not
/// noted is delivered once more: consumers index volumes by number. Nothing waits for a file that is bad or lost.
///
/// One thread [runs][#run] it or [polls][#poll] it; [#status] and [#stop] are for others.
public final class FolderDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderDoor.class);

    private final FolderSettings settings;
    private final VolumeFormat format;
    private final PollClock clock;
    private final FolderListing listing;
    private final FileMover mover;
    private final Ledger ledger;
    private final SeriesRuns runs;
    private final Deliveries deliveries;
    private final Complaints complaints = new Complaints();
    private final Map<Path, FileState> states = new HashMap<>();
    /// Files that are read and not done with.
    private final Set<Path> taken = new LinkedHashSet<>();
    private long refusals;
    private Optional<String> lastReason = Optional.empty();
    private volatile FolderStatus status;
    private volatile boolean stopped;

    /// Opens the ledger that the settings name and goes on from there.
    /// @throws IOException              where the ledger cannot be read, or another program has it
    /// @throws IllegalArgumentException where the settings name none
    public static FolderDoor open(FolderSettings settings, VolumeFormat format, VolumeOutput output, PollClock clock)
            throws IOException {
        List<LedgerEntry> known = new ArrayList<>();
        Ledger ledger = FileLedger.open(settings.ledger().orElseThrow(() -> new IllegalArgumentException(
                FolderSettings.LEDGER + " must be given: the file to note in what was delivered")), known::add);
        return new FolderDoor(settings, format, output, clock, ledger, known);
    }

    /// Goes on from what a ledger knows.
    ///
    /// @param ledger is closed with the door
    /// @param known  all its notes, in their order; a file that is not among them is read again, and gives nothing
    ///               twice
    public FolderDoor(FolderSettings settings, VolumeFormat format, VolumeOutput output, PollClock clock,
            Ledger ledger, List<? extends LedgerEntry> known) {
        this.settings = settings;
        this.format = format;
        this.clock = clock;
        this.ledger = ledger;
        listing = new FolderListing(settings, format);
        mover = new FileMover(settings.input(), format);
        runs = new SeriesRuns(settings, format, ledger);
        deliveries = new Deliveries(runs, output, ledger, complaints);
        for (LedgerEntry entry : known) {
            switch (entry) {
                case LedgerEntry.Run run -> runs.remember(run);
                case LedgerEntry.Volume volume -> deliveries.remember(volume);
                case LedgerEntry.Settled file -> states.put(settings.input().resolve(file.file()),
                        new FileState.Settled(file.stamp()));
            }
        }
        status = look(Map.of(), false);
    }

    /// Polls until it is stopped.
    /// @throws InterruptedException where the thread is interrupted
    public void run() throws InterruptedException {
        while (!stopped) {
            try {
                poll();
                complaints.over("look");
            } catch (RuntimeException e) {
                // A session cannot be repeated: whatever is wrong with one look, the next may succeed.
                complaints.add("look", e.toString());
                LOG.debug("look failed", e);
            }
            clock.pause(settings.waits().pollInterval());
        }
    }

    /// Ends [#run] after the file that it is at.
    public void stop() {
        stopped = true;
    }

    /// Looks at the folder once, and delivers what is there.
    /// @throws InterruptedException where the thread is interrupted while the output is taking a volume
    public void poll() throws InterruptedException {
        ledger.write();
        Optional<Map<Path, Stamp>> listed = listing.list();
        if (listed.isPresent()) {
            complaints.over(FolderSettings.INPUT);
        } else {
            complaints.add(FolderSettings.INPUT, "no such folder: " + settings.input());
        }
        Map<Path, Stamp> found = listed.orElse(Map.of());
        notice(found);
        boolean flows = settle();
        for (Path file : found.keySet().stream().filter(this::needsAttention).sorted(new FileOrder()).toList()) {
            flows = flows && !stopped && attend(file);
        }
        status = look(found, listed.isPresent());
    }

    private void notice(Map<Path, Stamp> found) {
        states.entrySet().removeIf(each -> each.getValue().goesWithItsFile() && !found.containsKey(each.getKey()));
        long now = clock.nanos();
        long due = now + settings.waits().minimumAge().toNanos();
        found.forEach((file, stamp) -> {
            FileState state = states.get(file);
            if (state == null || !state.stamp().equals(stamp)) {
                states.put(file, new FileState.Waiting(stamp, now, due, ""));
            }
        });
    }

    private boolean needsAttention(Path file) {
        return switch (states.get(file)) {
            case FileState.Waiting waiting -> waiting.isDue(clock.nanos());
            case FileState.Settled settled -> settings.finished().isPresent();
            case FileState.Refused refused -> settings.error().isPresent();
            case FileState.Taken unfinished -> false;
            case FileState.PassedOver unwanted -> false;
        };
    }

    /// @return whether the output takes volumes
    private boolean attend(Path file) throws InterruptedException {
        FileState state = states.get(file);
        if (state instanceof FileState.Waiting waiting) {
            return take(file, waiting);
        }
        if (state instanceof FileState.Settled) {
            settings.finished().ifPresent(to -> move(file, to, Optional.empty()));
        } else if (state instanceof FileState.Refused refused) {
            settings.error().ifPresent(to -> move(file, to, Optional.of(refused.reason())));
        }
        return true;
    }

    /// Reads a file, if it can be read.
    private boolean take(Path file, FileState.Waiting waiting) throws InterruptedException {
        try {
            if (!listing.stamp(file).equals(waiting.stamp())) {
                return true; // The next look will see that it has changed.
            }
            if (!format.isWhole(file)) {
                postpone(file, waiting, "is not whole", true);
                return true;
            }
            List<ScannedVolume> volumes = format.read(file);
            deliveries.add(volumes);
        } catch (BadScanException e) {
            postpone(file, waiting, e.getMessage(), true);
            return true;
        } catch (IOException e) {
            postpone(file, waiting, e.toString(), false);
            return true;
        } catch (RuntimeException e) {
            LOG.debug("file not read", e);
            postpone(file, waiting, e.toString(), true);
            return true;
        }
        states.put(file, waiting.taken());
        taken.add(file);
        return settle();
    }

    /// A file that is half-written looks like one that is bad; one that a share does not give is not bad.
    private void postpone(Path file, FileState.Waiting waiting, String reason, boolean mayBeBad) {
        long now = clock.nanos();
        boolean late = waiting.age(now) >= settings.waits().patience().toNanos();
        if (mayBeBad && late && !format.unfinished().contains(file)) {
            refuse(file, waiting.stamp(), reason);
            return;
        }
        if (!reason.equals(waiting.reason())) {
            LOG.info("file waits file={} reason={}", file, reason);
        }
        states.put(file, waiting.again(reason, now));
    }

    /// Delivers what is left of the file read last, then settles files that are done with.
    /// @return whether the output has taken all
    private boolean settle() throws InterruptedException {
        if (!deliveries.flush()) {
            return false;
        }
        Set<Path> unfinished = format.unfinished();
        List<Path> done = taken.stream()
                .filter(file -> states.get(file) instanceof FileState.Taken && !unfinished.contains(file)).toList();
        Optional<String> refusal = deliveries.refusal();
        if (refusal.isPresent()) {
            LOG.warn("volume refused reason={}", refusal.get());
            done.forEach(file -> refuse(file, states.get(file).stamp(), refusal.get()));
        } else if (deliveries.passedOver()) {
            done.forEach(file -> states.put(file, new FileState.PassedOver(states.get(file).stamp())));
        } else {
            finish(done);
        }
        done.forEach(taken::remove);
        deliveries.clear();
        return true;
    }

    private void finish(List<Path> done) {
        ledger.note(done.stream().map(file -> new LedgerEntry.Settled(name(file), states.get(file).stamp())).toList());
        for (Path file : done) {
            states.put(file, new FileState.Settled(states.get(file).stamp()));
            settings.finished().ifPresent(to -> move(file, to, Optional.empty()));
        }
    }

    private void refuse(Path file, Stamp stamp, String reason) {
        LOG.warn("file refused file={} reason={}", file, reason);
        refusals++;
        lastReason = Optional.of(name(file) + ": " + reason);
        taken.remove(file);
        states.put(file, new FileState.Refused(stamp, reason));
        settings.error().ifPresent(to -> move(file, to, Optional.of(reason)));
    }

    private void move(Path file, Path to, Optional<String> reason) {
        try {
            mover.move(file, to, reason);
            complaints.over(to.toString());
        } catch (IOException e) {
            complaints.add(to.toString(), "files are not moved there: " + e);
        }
    }

    private String name(Path file) {
        return settings.input().relativize(file).toString().replace(File.separatorChar, '/');
    }

    private FolderStatus look(Map<Path, Stamp> found, boolean reachable) {
        int waiting = 0;
        Map<String, String> refused = new TreeMap<>();
        for (Path file : found.keySet()) {
            FileState state = states.get(file);
            if (state instanceof FileState.Waiting) {
                waiting++;
            } else if (state instanceof FileState.Refused bad) {
                refused.put(name(file), bad.reason());
            }
        }
        Map<String, String> troubles = complaints.reasons();
        ledger.trouble().ifPresent(reason -> troubles.put(FolderSettings.LEDGER, reason));
        return new FolderStatus(reachable, waiting, taken.size(), deliveries.delivered(), deliveries.repeated(),
                refused, runs.passedOver(), deliveries.runs(), troubles, deliveries.newest(), refusals, lastReason);
    }

    /// How it stands since the last look.
    public FolderStatus status() {
        return status;
    }

    /// Closes the ledger; another thread must have ended before.
    @Override
    public void close() throws IOException {
        ledger.close();
    }
}
