package org.topostream.producers.scan.socket;

import java.time.Duration;
import java.util.Set;

/// Where a receiver listens, and how much it puts up with.
///
/// @param host         name or address of the interface; the loopback one unless somebody says otherwise
/// @param port         0 for any that is free
/// @param connections  how many senders at a time; one more is turned away
/// @param headerBytes  of a header, at most
/// @param messageBytes of a volume and of any other message, at most
/// @param stall        how long a sender may pause in the middle of a message
/// @param idle         how long a sender may be silent between messages: senders keep their connection over breaks
/// @param usedSeries   names of series that exist already. Of the protocols here only MURFI's names series so that
///                     no two have one name; for the others a name is made up that is not among these
public record ReceiverSettings(String host, int port, int connections, int headerBytes, int messageBytes,
        Duration stall, Duration idle, Set<String> usedSeries) {
    /// @throws IllegalArgumentException where a limit lets nothing through
    public ReceiverSettings {
        if (connections < 1 || headerBytes < 1 || messageBytes < 1) {
            throw new IllegalArgumentException("expected limits of at least 1, got " + connections + " connections, "
                    + headerBytes + " bytes of a header and " + messageBytes + " of a message");
        }
        if (stall.toMillis() < 1 || idle.toMillis() < 1) {
            throw new IllegalArgumentException("expected times of at least 1 ms, got " + stall + " and " + idle);
        }
        usedSeries = Set.copyOf(usedSeries);
    }

    /// Reachable from this machine alone; 8 senders, headers of 1 MiB, volumes of 128 MiB, pauses of 30 s and 12 h.
    public static ReceiverSettings onLoopback(int port) {
        return new ReceiverSettings("127.0.0.1", port, 8, 1 << 20, 1 << 27, Duration.ofSeconds(30),
                Duration.ofHours(12), Set.of());
    }

    /// The same at another interface, such as the one that the scanner's network is at.
    public ReceiverSettings withHost(String other) {
        return new ReceiverSettings(other, port, connections, headerBytes, messageBytes, stall, idle, usedSeries);
    }

    /// The same for other numbers of senders and bytes.
    public ReceiverSettings withLimits(int senders, int header, int message) {
        return new ReceiverSettings(host, port, senders, header, message, stall, idle, usedSeries);
    }

    /// The same with other patience.
    public ReceiverSettings withPatience(Duration inMessage, Duration between) {
        return new ReceiverSettings(host, port, connections, headerBytes, messageBytes, inMessage, between, usedSeries);
    }

    /// The same after other series.
    public ReceiverSettings withUsedSeries(Set<String> used) {
        return new ReceiverSettings(host, port, connections, headerBytes, messageBytes, stall, idle, used);
    }
}
