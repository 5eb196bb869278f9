package org.topostream.tests.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The kinds of fault, how often each is drawn, and how it is done.
enum FaultKind {
    KILL_EXTRACT(12, injector -> injector.kill(Part.EXTRACT)),
    KILL_SCORE(12, injector -> injector.kill(Part.SCORE)),
    KILL_EVALUATE(12, injector -> injector.kill(Part.EVALUATE)),
    KILL_MAP(8, injector -> injector.kill(Part.MAP)),
    KILL_TRAIN(12, injector -> injector.kill(Part.TRAIN)),
    PAUSE_EXTRACT(2, injector -> injector.pause(Part.EXTRACT)),
    PAUSE_SCORE(2, injector -> injector.pause(Part.SCORE)),
    PAUSE_EVALUATE(2, injector -> injector.pause(Part.EVALUATE)),
    PAUSE_MAP(1, injector -> injector.pause(Part.MAP)),
    PAUSE_TRAIN(2, injector -> injector.pause(Part.TRAIN)),
    KILL_BROKER(8, Injector::killBroker),
    CONTROLLER_CHANGE(5, Injector::killController),
    REGISTRY_DOWN(5, Injector::registryDown),
    REBALANCE_EXTRACT(2, injector -> injector.rebalance(Part.EXTRACT)),
    REBALANCE_SCORE(2, injector -> injector.rebalance(Part.SCORE)),
    REBALANCE_EVALUATE(2, injector -> injector.rebalance(Part.EVALUATE)),
    REBALANCE_MAP(1, injector -> injector.rebalance(Part.MAP)),
    DISK_FULL(3, Injector::fillDisk),
    EXAMPLES_TRUNCATED(4, Injector::cutExamples),
    EXAMPLES_DAMAGED(4, Injector::damageExamples);

    /// Does it.
    interface Action {
        /// @return since when it is over, in [System#nanoTime]: from then on the lab should come back by itself
        long strike(Injector injector) throws InterruptedException, IOException;
    }

    private final int weight;
    private final Action action;

    FaultKind(int weight, Action action) {
        this.weight = weight;
        this.action = action;
    }

    int weight() {
        return weight;
    }

    long strike(Injector injector) throws InterruptedException, IOException {
        return action.strike(injector);
    }

    /// As people type it.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Those whose label begins with one of these.
    /// @throws IllegalArgumentException where there is none for one of them
    static List<FaultKind> named(List<String> beginnings) {
        List<FaultKind> found = new ArrayList<>();
        for (String beginning : beginnings) {
            List<FaultKind> begin = Arrays.stream(values()).filter(kind -> kind.label().startsWith(beginning)).toList();
            if (begin.isEmpty()) {
                throw new IllegalArgumentException("no kind of fault begins with '" + beginning + "'; expected one of "
                        + Arrays.stream(values()).map(FaultKind::label).toList());
            }
            found.addAll(begin);
        }
        return found;
    }
}
