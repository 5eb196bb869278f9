package org.topostream.tests.lab;

import java.time.Duration;
import java.util.Optional;

/// Tells whether the lab works: whether a trial that is shown from now on is predicted, scored, learnt and mapped.
record Flow(SteadySession session, Watch watch) {

    /// Waits until a trial that is shown after the call has gone all the way.
    /// @return when it was predicted and answered, in [System#nanoTime]
    /// @throws IllegalStateException where none does in time, with what is missing
    long await(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        int shown = session.shown();
        Optional<Answer> answer = session.awaitAnswer(shown, limit);
        if (answer.isEmpty()) {
            throw new IllegalStateException("after " + limit.toSeconds() + " s no trial shown since was predicted and "
                    + "answered");
        }
        long answered = System.nanoTime();
        if (!watch.await(now -> now.isDealtWith(answer.get()), Duration.ofNanos(end - System.nanoTime()))) {
            throw new IllegalStateException("after " + limit.toSeconds() + " s " + watch.missing(answer.get()));
        }
        return answered;
    }
}
