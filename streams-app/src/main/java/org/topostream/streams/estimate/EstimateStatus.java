package org.topostream.streams.estimate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.topostream.factortopy.timing.ClockReport;
import org.topostream.factortopy.timing.RunStart;
import org.topostream.factortopy.timing.RunTally;
import org.topostream.schemas.avro.ClockStatus;
import org.topostream.schemas.avro.SourceState;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.schemas.avro.Volume;
import org.topostream.schemas.avro.VolumeRange;

/// How the stage stands, told as sources tell it: what it has made of the volumes of all of them, and how the clocks
/// go.
final class EstimateStatus {
    /// What the stage is called among the sources.
    static final String SOURCE = "estimate";
    private static final int MOST_RANGES = 100;

    private final String subject;
    private Optional<Newest> newest = Optional.empty();
    /// Runs of which something has become since they were told, with their volume that came last; the run that was
    /// heard of last is the last.
    private final Map<Run, Newest> untold = new LinkedHashMap<>();
    private long refused;
    private String reason = "";
    private boolean changed;

    /// A run's volume that came last.
    ///
    /// @param planned how many its run has, where the source tells; else 0
    /// @param at      when it came, in milliseconds since 1970
    /// @param lag     milliseconds since it had reached topostream
    private record Newest(Run run, String session, int planned, long at, double lag) {}

    EstimateStatus(String subject) {
        this.subject = subject;
    }

    /// A volume came, maybe again.
    void heard(Volume volume, Run run, long now) {
        newest = Optional.of(new Newest(run, volume.getSession(),
                volume.getVolumes() == null ? 0 : volume.getVolumes(), now,
                (double) now - volume.getReceivedAt().toEpochMilli()));
        untold.remove(run);
        untold.put(run, newest.get());
        changed = true;
    }

    /// Something else has become of a run.
    void changed(Run run) {
        newest.filter(known -> known.run().equals(run)).ifPresent(known -> {
            untold.putIfAbsent(run, known);
            changed = true;
        });
    }

    /// A volume could not be used.
    void refused(String why) {
        refused++;
        reason = why;
        changed = true;
    }

    /// How it stands, where that has changed since this was called last: for each run of which something has become, as
    /// where the last volumes of one come after the first of the next.
    List<SourceStatus> news(long now) {
        if (!changed) {
            return List.of();
        }
        changed = false;
        if (untold.isEmpty()) {
            newest.ifPresent(volume -> untold.put(volume.run(), volume));
        }
        List<SourceStatus> news = new ArrayList<>();
        untold.values().forEach(volume -> news.add(status(Optional.of(volume), now)));
        untold.clear();
        return news.isEmpty() ? List.of(status(Optional.empty(), now)) : news;
    }

    private SourceStatus status(Optional<Newest> last, long now) {
        SourceStatus.Builder status = SourceStatus.newBuilder().setSubject(subject).setSource(SOURCE)
                .setDoor(SOURCE).setRefused(refused).setReason(reason).setUpdatedAt(Instant.ofEpochMilli(now));
        last.ifPresent(volume -> put(status, volume));
        return status.build();
    }

    private static void put(SourceStatus.Builder status, Newest volume) {
        RunTally tally = volume.run().tally();
        tally.last().ifPresent(status::setLastVolume);
        status.setSession(volume.session()).setRun(tally.run()).setVolumes(tally.volumes())
                .setPlanned(volume.planned() > 0 ? volume.planned() : null)
                .setState(volume.run().isFinished() ? SourceState.ENDED : SourceState.RECEIVING)
                .setMissing(tally.missing().stream().limit(MOST_RANGES)
                        .map(range -> new VolumeRange(range.first(), range.last())).toList())
                .setMissingVolumes(tally.missingVolumes()).setDuplicates(tally.duplicates()).setLate(tally.late())
                .setLagMillis(volume.lag()).setHeardAt(Instant.ofEpochMilli(volume.at()))
                .setClocks(volume.run().clocks().map(report -> clocks(report, volume.run().waiting())).orElse(null));
    }

    private static ClockStatus clocks(ClockReport report, int waiting) {
        ClockStatus.Builder clocks = ClockStatus.newBuilder().setMoments(report.moments())
                .setResidual(report.residual().isPresent() ? report.residual().getAsDouble() : null)
                .setAlarm(report.alarm()).setAlarms(report.alarms()).setSteps(report.steps())
                .setStart(report.start().map(RunStart::text).orElse(""))
                .setStartShift(report.start().map(RunStart::onsetShift).orElse(null))
                .setAppliedShift(report.shift()).setWaiting(waiting);
        report.fit().ifPresent(fit -> clocks.setOffset(fit.offset()).setDrift(fit.drift()).setSpread(fit.spread()));
        return clocks.build();
    }
}
