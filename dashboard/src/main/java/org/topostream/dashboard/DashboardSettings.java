package org.topostream.dashboard;

import java.util.Optional;
import java.util.Set;

import org.topostream.dashboard.access.Access;
import org.topostream.schemas.Topics;

/// How the live page is served.
///
/// @param host               address to listen at; the default is for this machine alone, and another needs a token
/// @param port               where to listen; 0 takes any port that is free
/// @param subject            the only subject that is served; all where it is empty
/// @param rememberedVersions most versions of each map that are kept, 2 or more; when there are more, they are thinned
/// @param stimulusBytes      most bytes of images that are kept, the newest
/// @param doors              whether others may send stimuli, events, responses and volumes here
/// @param access             who gets there
public record DashboardSettings(String host, int port, Optional<String> subject, int rememberedVersions,
        long stimulusBytes, boolean doors, Access access) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Set<String> THIS_MACHINE = Set.of(LOOPBACK, "localhost", "::1");
    private static final int PORT = 8088;
    private static final int VERSIONS = 200;
    private static final long STIMULUS_BYTES = 256L * 1024 * 1024;
    private static final int PORTS = 1 << 16;

    /// @throws IllegalArgumentException where one of them is out of range
    public DashboardSettings {
        if (port < 0 || port >= PORTS) {
            throw new IllegalArgumentException("port must be from 0 to " + (PORTS - 1) + ", got " + port);
        }
        if (rememberedVersions < 2) {
            throw new IllegalArgumentException("remembered versions must be 2 or more, got " + rememberedVersions);
        }
        if (stimulusBytes < 0) {
            throw new IllegalArgumentException("bytes of stimuli must be 0 or more, got " + stimulusBytes);
        }
        subject.ifPresent(name -> Topics.checked("subject", name));
    }

    /// All subjects at 127.0.0.1:8088, 200 versions of each map, 256 MB of images, doors open.
    public static DashboardSettings defaults() {
        return new DashboardSettings(LOOPBACK, PORT, Optional.empty(), VERSIONS, STIMULUS_BYTES, true, Access.open());
    }

    /// The same at another address. Where other machines reach it and nobody is asked for a token, doors are closed;
    /// [#withDoors] opens them.
    public DashboardSettings at(String otherHost, int otherPort) {
        return new DashboardSettings(otherHost, otherPort, subject, rememberedVersions, stimulusBytes,
                doors && (access.token().isPresent() || THIS_MACHINE.contains(otherHost)), access);
    }

    /// The same for one subject alone.
    public DashboardSettings only(String name) {
        return new DashboardSettings(host, port, Optional.of(name), rememberedVersions, stimulusBytes, doors,
                access);
    }

    /// The same with doors open or closed, wherever it is.
    public DashboardSettings withDoors(boolean open) {
        return new DashboardSettings(host, port, subject, rememberedVersions, stimulusBytes, open, access);
    }

    /// The same for these alone.
    public DashboardSettings guarded(Access by) {
        return new DashboardSettings(host, port, subject, rememberedVersions, stimulusBytes, doors, by);
    }
}
