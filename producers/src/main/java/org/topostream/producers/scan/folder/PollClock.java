package org.topostream.producers.scan.folder;

import java.time.Duration;

/// Time as it passes here, whatever the times of files and the clocks of other computers say.
public interface PollClock {
    /// Nanoseconds since a moment of its own choice; never goes back.
    long nanos();

    /// Lets time pass.
    void pause(Duration duration) throws InterruptedException;

    /// This computer's.
    static PollClock system() {
        return new PollClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
