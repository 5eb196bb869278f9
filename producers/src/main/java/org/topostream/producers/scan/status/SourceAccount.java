package org.topostream.producers.scan.status;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.topostream.factortopy.timing.RunNumbers;
import org.topostream.factortopy.timing.RunTally;
import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.VolumeSender.Origin;
import org.topostream.producers.scan.folder.VolumeOutput;
import org.topostream.schemas.avro.SourceState;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.schemas.avro.VolumeRange;

/// Passes on what a source delivers, and keeps account of it: what it has delivered since it was opened, how late, and
/// how it stands. Safe for use by several threads.
public final class SourceAccount implements VolumeOutput {
    private static final int MOST_RANGES = 100;
    private static final int MOST_RUNS = 100;
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final double QUIET_VOLUMES = 3;
    private static final int DAY = 86_400;
    /// Clocks that are further apart, or count from something else than midnight, say nothing of the lag.
    private static final double MOST_LAG = 600;
    private static final double LEAST_LAG = -60;
    private static final double MILLIS = 1_000;

    private final Origin origin;
    private final String source;
    private final VolumeOutput output;
    private final Clock clock;
    private final Map<String, RunNumbers> runs = new LinkedHashMap<>();
    private Optional<Newest> newest = Optional.empty();
    private long refused;
    private String lastReason = "";
    private Optional<String> trouble = Optional.empty();

    /// The volume that came last.
    private record Newest(String run, ScannedVolume volume, Instant at, OptionalDouble lagMillis) {}

    /// @param source its name among the subject's sources, such as `folder /mnt/scanner`
    /// @param output where volumes go
    public SourceAccount(Origin origin, String source, VolumeOutput output, Clock clock) {
        this.origin = origin;
        this.source = source;
        this.output = output;
        this.clock = clock;
    }

    @Override
    public void deliver(String run, ScannedVolume volume) throws IOException, InterruptedException {
        try {
            output.deliver(run, volume);
        } catch (BadScanException e) {
            refused(e.getMessage());
            throw e;
        } catch (IOException e) {
            inTrouble(e.getMessage());
            throw e;
        }
        delivered(run, volume);
    }

    private synchronized void inTrouble(String reason) {
        trouble = Optional.of(reason);
    }

    private synchronized void delivered(String run, ScannedVolume volume) {
        trouble = Optional.empty();
        runs.computeIfAbsent(run, RunNumbers::new).arrived(volume.number());
        if (runs.size() > MOST_RUNS) {
            runs.remove(runs.keySet().iterator().next());
        }
        newest = Optional.of(new Newest(run, withoutValues(volume), clock.instant(), lag(volume)));
    }

    private static ScannedVolume withoutValues(ScannedVolume volume) {
        return new ScannedVolume(volume.series(), volume.number(), new int[3], new float[0], volume.affine(),
                volume.seconds(), volume.acquiredAt(), volume.volumes());
    }

    /// By the time of day on both computers' clocks: DICOM tells it without a zone, with a date or without.
    private OptionalDouble lag(ScannedVolume volume) {
        if (volume.acquiredAt().isEmpty()) {
            return OptionalDouble.empty();
        }
        double now = LocalTime.ofInstant(clock.instant(), clock.getZone()).toNanoOfDay() / 1e9;
        double lag = Math.IEEEremainder(now - volume.acquiredAt().getAsDouble(), DAY);
        return lag >= LEAST_LAG && lag <= MOST_LAG ? OptionalDouble.of(lag * MILLIS) : OptionalDouble.empty();
    }

    /// Something came that cannot be taken.
    public synchronized void refused(String reason) {
        refused++;
        lastReason = reason;
    }

    /// How it stands now.
    public synchronized SourceStatus status() {
        SourceStatus.Builder status = SourceStatus.newBuilder().setSubject(origin.subject())
                .setSession(origin.session()).setSource(source).setDoor(origin.door()).setState(state())
                .setRefused(refused).setReason(trouble.orElse(lastReason)).setUpdatedAt(clock.instant());
        newest.ifPresent(volume -> {
            put(status, runs.get(volume.run()).tally());
            volume.volume().volumes().ifPresent(status::setPlanned);
            volume.lagMillis().ifPresent(status::setLagMillis);
            status.setHeardAt(volume.at());
        });
        return status.build();
    }

    /// Tells which volumes of a run have come.
    static void put(SourceStatus.Builder status, RunTally tally) {
        tally.last().ifPresent(status::setLastVolume);
        status.setRun(tally.run()).setVolumes(tally.volumes()).setMissingVolumes(tally.missingVolumes())
                .setMissing(tally.missing().stream().limit(MOST_RANGES)
                        .map(range -> new VolumeRange(range.first(), range.last())).toList())
                .setDuplicates(tally.duplicates()).setLate(tally.late());
    }

    private SourceState state() {
        if (trouble.isPresent()) {
            return SourceState.FAILED;
        }
        if (newest.isEmpty()) {
            return SourceState.WAITING;
        }
        Newest last = newest.get();
        long volumes = runs.get(last.run()).count();
        if (last.volume().volumes().isPresent() && volumes >= last.volume().volumes().getAsInt()) {
            return SourceState.ENDED;
        }
        double quiet = Math.max((double) QUIET.toSeconds(), QUIET_VOLUMES * seconds(last.volume()));
        return Duration.between(last.at(), clock.instant()).toMillis() > quiet * MILLIS
                ? SourceState.SILENT
                : SourceState.RECEIVING;
    }

    private double seconds(ScannedVolume volume) {
        return origin.seconds().orElse(volume.seconds().orElse(0));
    }
}
