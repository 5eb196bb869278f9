package org.topostream.dashboard.door;

import java.time.Duration;

import org.topostream.schemas.SizeLimits;

/// How much doors take.
///
/// @param bodyBytes   largest body of a request
/// @param recordBytes largest record of the site
/// @param atOnce      most requests whose bodies are held at the same time; others wait
/// @param remembered  most names of what was sent that are kept in memory, two for each request at most
/// @param patience    how long Kafka has for each step, and a request for its turn
public record DoorLimits(int bodyBytes, int recordBytes, int atOnce, int remembered, Duration patience) {
    private static final int BODY_BYTES = 20_000_000;
    /// A volume is held as bytes, numbers and a record at once, some 100 MB where it is as large as it may be.
    private static final int AT_ONCE = 4;
    private static final int REMEMBERED = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// @throws IllegalArgumentException where one of them is below 1
    public DoorLimits {
        if (bodyBytes < 1 || recordBytes < 1 || atOnce < 1 || remembered < 1 || patience.toMillis() < 1) {
            throw new IllegalArgumentException("limits must be 1 or more, got " + bodyBytes + ", " + recordBytes + ", "
                    + atOnce + ", " + remembered + " and " + patience);
        }
    }

    /// 20 MB, 4 requests at once, 100,000 names, 10 s.
    /// @param site how large the site's records may be
    public static DoorLimits of(SizeLimits site) {
        return new DoorLimits(BODY_BYTES, site.recordBytes(), AT_ONCE, REMEMBERED, PATIENCE);
    }
}
