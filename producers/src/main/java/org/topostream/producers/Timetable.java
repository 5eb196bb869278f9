package org.topostream.producers;

import java.time.Duration;
import java.util.OptionalDouble;

import org.topostream.producers.scan.folder.PollClock;

/// When things of a recording are due: the first that is asked for is due now, whatever its time, and the others as
/// much later as the speed says. For one thread.
public final class Timetable {
    private static final double NANOS = 1e9;

    private final Speed speed;
    private final PollClock clock;
    private OptionalDouble first = OptionalDouble.empty();
    private long began;

    public Timetable(Speed speed, PollClock clock) {
        this.speed = speed;
        this.clock = clock;
    }

    /// Where times do not count.
    public static Timetable once() {
        return new Timetable(Speed.ONCE, PollClock.system());
    }

    public Speed speed() {
        return speed;
    }

    /// How long it is until something is due.
    /// @param seconds its time in the recording
    /// @return zero where it is due, or was before
    public Duration until(double seconds) {
        if (speed.isOnce()) {
            return Duration.ZERO;
        }
        if (first.isEmpty()) {
            first = OptionalDouble.of(seconds);
            began = clock.nanos();
        }
        double due = (seconds - first.getAsDouble()) / speed.times() * NANOS;
        return Duration.ofNanos(Math.max(0, (long) due - (clock.nanos() - began)));
    }

    /// Lets time pass.
    public void pause(Duration duration) throws InterruptedException {
        clock.pause(duration);
    }
}
