package org.topostream.cli.bench;

/// Times something short by doing it again and again.
final class Stopwatch {
    private static final double NANOSECONDS = 1e9;
    private static final int WARM_UP = 3;

    private final double leastSeconds;

    /// @param leastSeconds length of a measurement
    Stopwatch(double leastSeconds) {
        this.leastSeconds = leastSeconds;
    }

    /// Seconds of one run, several times over; each is the mean of as many runs as fill it.
    Spread repeat(int repeats, Runnable work) {
        double[] seconds = new double[repeats];
        for (int repeat = 0; repeat < repeats; repeat++) {
            seconds[repeat] = measure(work);
        }
        return Spread.of(seconds);
    }

    /// Runs until compilers and caches have settled.
    void warmUp(Runnable work) {
        for (int i = 0; i < WARM_UP; i++) {
            measure(work);
        }
    }

    /// Seconds of one run, once.
    static double once(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / NANOSECONDS;
    }

    private double measure(Runnable work) {
        long start = System.nanoTime();
        int runs = 0;
        double elapsed = 0;
        while (elapsed < leastSeconds) {
            work.run();
            runs++;
            elapsed = (System.nanoTime() - start) / NANOSECONDS;
        }
        return elapsed / runs;
    }
}
