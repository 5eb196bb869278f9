package org.topostream.cli.acquire;

import java.util.Optional;
import java.util.OptionalDouble;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.topostream.cli.config.Bounds;
import org.topostream.cli.parts.MonitorOptions;
import org.topostream.producers.scan.VolumeSender.Origin;

/// Options of every source of volumes.
public final class AcquireOptions {
    @Option(names = "--subject", paramLabel = "NAME", required = true, description = "Who lies in the scanner.")
    private String subject = "";

    @Option(names = "--session", paramLabel = "NAME", description = "Names the session.")
    private String session = "";

    @Bounds(min = 0.001, max = 1000, unit = "s")
    @Option(names = "--tr", paramLabel = "SECONDS", description = "From one volume to the next (default: as the source "
            + "tells).")
    private Optional<Double> seconds = Optional.empty();

    @Mixin
    private final MonitorOptions monitoring = new MonitorOptions();

    public MonitorOptions monitoring() {
        return monitoring;
    }

    /// Whose volumes.
    public String subject() {
        return subject;
    }

    /// @param door the kind of source
    /// @throws IllegalArgumentException where the subject's name cannot be one, or the TR is not above 0
    public Origin origin(String door) {
        if (seconds.isPresent() && !(seconds.get() > 0)) {
            throw new IllegalArgumentException("expected --tr above 0, got " + seconds.get());
        }
        return new Origin(subject, session, door,
                seconds.isPresent() ? OptionalDouble.of(seconds.get()) : OptionalDouble.empty());
    }
}
