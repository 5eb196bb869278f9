package org.topostream.dashboard.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts requests of each client: a bucket that fills steadily, and of which each request takes one.
public final class RequestRate {
    /// A page is loaded at once.
    private static final int BURST_SECONDS = 4;
    private static final int MOST_CLIENTS = 10_000;
    private static final int NETWORK_BYTES = 8;
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    private record Bucket(double left, Instant at) {}

    public RequestRate(int perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /// @return whether this request may pass
    public synchronized boolean allows(InetAddress client) {
        Instant now = clock.instant();
        double most = (double) perSecond * BURST_SECONDS;
        Bucket bucket = buckets.getOrDefault(name(client), new Bucket(most, now));
        double passed = Math.max(0, Duration.between(bucket.at(), now).toNanos() / NANOS);
        double left = Math.min(most, bucket.left() + passed * perSecond);
        buckets.put(name(client), new Bucket(left < 1 ? left : left - 1, now));
        return left >= 1;
    }

    /// Whoever has an address of IPv6 has the whole network of 64 bits.
    private static String name(InetAddress client) {
        return client instanceof Inet6Address && !client.isLoopbackAddress()
                ? Arrays.toString(Arrays.copyOf(client.getAddress(), NETWORK_BYTES))
                : client.getHostAddress();
    }
}
