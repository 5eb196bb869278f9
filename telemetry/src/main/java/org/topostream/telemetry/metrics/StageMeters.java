package org.topostream.telemetry.metrics;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;

import org.topostream.schemas.RefusalKind;

/// What is measured of the records that a stage takes: `topostream.stage`, how long each took, forwarding included, and
/// `topostream.dead.letters`, how many were refused, by kind of reason.
public final class StageMeters {
    private final String stage;
    private final String backbone;
    private final Timer timer;

    /// @param backbone under which the stage works; none where it works for all
    /// @param record   what it takes
    public StageMeters(String stage, Optional<String> backbone, Class<?> record) {
        this.stage = stage;
        this.backbone = backbone.orElse("all");
        timer = Latencies.timer("topostream.stage", "How long a stage was at a record", "stage", stage, "backbone",
                this.backbone, "record", record.getSimpleName().toLowerCase(Locale.ROOT));
    }

    /// A record was dealt with.
    public void handled(long nanos) {
        timer.record(Duration.ofNanos(nanos));
    }

    /// A record was refused, for this reason.
    public void refused(String reason) {
        Metrics.counter("topostream.dead.letters", "stage", stage, "backbone", backbone, "reason",
                RefusalKind.of(reason).label()).increment();
    }
}
