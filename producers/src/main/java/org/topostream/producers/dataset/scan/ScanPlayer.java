package org.topostream.producers.dataset.scan;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

import org.topostream.producers.Timetable;
import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.nifti.NiftiSeries;

/// Replays a recorded scan: pictures, events and volumes at their times. What was sent before is left out, and time
/// begins with the first of the rest. Where times do not count, a volume waits until the pictures before it have been
/// answered, so that each is predicted before the brain's answer is known. For one thread.
public final class ScanPlayer implements AutoCloseable {
    private final DatasetScan scan;
    private final ScanOutput output;
    private final Timetable timetable;
    private final Predicate<String> answered;
    private final SentBefore before;
    private final List<ScanMoment> moments;
    private final Set<String> unanswered = new HashSet<>();
    private final Set<String> shown = new HashSet<>();
    private final int volumesBefore;
    private int next;
    private Optional<OpenRun> open = Optional.empty();

    private record OpenRun(ScanRun run, NiftiSeries series) {}

    /// @param answered whether a stimulus was predicted, or refused
    public ScanPlayer(DatasetScan scan, SentBefore before, ScanOutput output, Timetable timetable,
            Predicate<String> answered) {
        this.scan = scan;
        this.before = before;
        this.output = output;
        this.timetable = timetable;
        this.answered = answered;
        moments = ScanMoment.of(scan.runs());
        volumesBefore = before.volume().map(this::upTo).orElse(0);
        shown.addAll(before.pictures());
        passOver();
    }

    /// How many moments lead up to a volume, it included; 0 where it is of another scan.
    private int upTo(SentBefore.Last volume) {
        for (int i = 0; i < moments.size(); i++) {
            if (moments.get(i) instanceof ScanMoment.Measured measured && measured.number() == volume.number()
                    && measured.run().name().equals(volume.run())) {
                return i + 1;
            }
        }
        return 0;
    }

    private void passOver() {
        while (next < moments.size() && wasSent(next)) {
            next++;
        }
    }

    private boolean wasSent(int moment) {
        if (moments.get(moment) instanceof ScanMoment.Shown each) {
            String id = each.trial().presentation().trialId();
            return before.pictures().contains(id) && before.events().contains(id);
        }
        return moment < volumesBefore;
    }

    /// Whether all has been sent.
    public boolean isDone() {
        return next == moments.size();
    }

    /// Trial ids of what was shown, now or before.
    public Set<String> shown() {
        return Set.copyOf(shown);
    }

    /// Sends what is due next; nothing where nothing is due yet.
    /// @return how long it is until the next is due; zero also where it waits for an answer
    /// @throws IOException where something can neither be read nor sent
    public Duration step() throws IOException, InterruptedException {
        if (isDone()) {
            return Duration.ZERO;
        }
        ScanMoment moment = moments.get(next);
        Duration until = timetable.until(moment.seconds());
        if (!until.isZero()) {
            return until;
        }
        if (moment instanceof ScanMoment.Measured && timetable.speed().isOnce()) {
            unanswered.removeIf(answered);
            if (!unanswered.isEmpty()) {
                return Duration.ZERO;
            }
        }
        send(moment);
        next++;
        passOver();
        return isDone() ? Duration.ZERO : timetable.until(moments.get(next).seconds());
    }

    private void send(ScanMoment moment) throws IOException, InterruptedException {
        switch (moment) {
            case ScanMoment.Shown each -> show(each.run(), each.trial());
            case ScanMoment.Measured each -> output.volume(each.run(), volume(each.run(), each.number()));
        }
    }

    private void show(ScanRun run, ScanTrial trial) throws IOException, InterruptedException {
        String id = trial.presentation().trialId();
        if (!before.pictures().contains(id)) {
            output.picture(run, trial, scan.pictures().picture(trial.presentation().stimulusId()));
        }
        unanswered.add(trial.presentation().stimulusId());
        if (!before.events().contains(id)) {
            output.event(run, trial);
        }
        shown.add(id);
    }

    private ScannedVolume volume(ScanRun run, int number) throws IOException {
        if (open.isEmpty() || !open.get().run().name().equals(run.name())) {
            close();
            open = Optional.of(new OpenRun(run, NiftiSeries.open(run.bold(), run.name(), number)));
        }
        ScannedVolume read = open.get().series().next().orElseThrow(() -> new BadScanException(run.bold()
                + ": expected " + run.volumes() + " whole volumes, as its header says, got no volume " + number));
        return new ScannedVolume(run.name(), number, read.size(), read.values(), read.affine(),
                OptionalDouble.of(run.seconds()), OptionalDouble.empty(), OptionalInt.of(run.volumes()));
    }

    @Override
    public void close() {
        open.ifPresent(run -> run.series().close());
        open = Optional.empty();
    }
}
