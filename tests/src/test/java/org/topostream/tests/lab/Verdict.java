package org.topostream.tests.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What distinguishes a run with faults from one without.
final class Verdict {
    private static final int TOLD = 40;
    /// Scores are published in float32.
    private static final double LARGEST_SCORE_ERROR = 1e-6;

    private int lost;
    private int duplicated;
    private int leaked;
    private int different;
    private final List<String> findings = new ArrayList<>();

    /// Compares what two runs left.
    /// @param examples      the trainer's files after the run, as often as each slot's name is there
    /// @param uninterrupted the same of the run without faults
    static Verdict of(Outcome outcome, Map<String, Integer> examples, Outcome uninterrupted,
            Map<String, Integer> uninterruptedExamples) {
        Verdict verdict = new Verdict();
        verdict.compare("features of", sizes(outcome.features()), sizes(uninterrupted.features()));
        verdict.compareContent(outcome.features(), uninterrupted.features());
        verdict.compare("prediction of", sizes(outcome.predictions()), sizes(uninterrupted.predictions()));
        verdict.compare("dead letter", outcome.deadLetters(), uninterrupted.deadLetters());
        verdict.compare("trainer's example", examples, uninterruptedExamples);
        verdict.compare("map", outcome.maps(), once(outcome.expectedMaps()));
        verdict.compare("scored trial:", outcome.scored(), uninterrupted.scored());
        verdict.compare("training stimuli", outcome.prequential(), uninterrupted.prequential());
        verdict.compare("validation stimuli", outcome.validation(), uninterrupted.validation());
        verdict.compare("trials learnt", outcome.encoder().getTrials(), uninterrupted.encoder().getTrials());
        verdict.compare("training steps", outcome.encoder().getSteps(), uninterrupted.encoder().getSteps());
        verdict.findLeaks(outcome);
        return verdict;
    }

    private static Map<String, Integer> sizes(Map<String, List<Long>> lists) {
        Map<String, Integer> sizes = new HashMap<>();
        lists.forEach((key, values) -> sizes.put(key, values.size()));
        return sizes;
    }

    private static Map<String, Integer> once(Iterable<String> names) {
        Map<String, Integer> counts = new HashMap<>();
        names.forEach(name -> counts.merge(name, 1, Integer::sum));
        return counts;
    }

    private void compare(String what, Map<String, Integer> got, Map<String, Integer> expected) {
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(got.keySet());
        for (String name : names) {
            int times = got.getOrDefault(name, 0);
            int wanted = expected.getOrDefault(name, 0);
            if (wanted == 0) {
                different++;
                tell(what + " " + name + " was not expected");
            } else if (times != wanted) {
                lost += Math.max(0, wanted - times);
                duplicated += Math.max(0, times - wanted);
                tell(what + " " + name + ": " + times + " times, expected " + wanted);
            }
        }
    }

    private void compare(String what, long got, long expected) {
        if (got != expected) {
            lost += (int) Math.max(0, expected - got);
            duplicated += (int) Math.max(0, got - expected);
            tell(what + ": " + got + ", expected " + expected);
        }
    }

    private void compare(String what, Outcome.Scored got, Outcome.Scored expected) {
        compare("trials scored: " + what, got.trials(), expected.trials());
        if (got.error() > LARGEST_SCORE_ERROR) {
            different++;
            tell("score of " + what + ": r is " + got.error() + " from that of the trials that count");
        }
    }

    private void compareContent(Map<String, List<Long>> got, Map<String, List<Long>> expected) {
        expected.forEach((stimulus, checksums) -> {
            if (!checksums.containsAll(got.getOrDefault(stimulus, List.of()))) {
                different++;
                tell("features of " + stimulus + " have other values");
            }
        });
    }

    /// No prediction may come from an encoder that had read as far as the first response to its stimulus.
    private void findLeaks(Outcome outcome) {
        outcome.predictions().forEach((stimulus, horizons) -> {
            long first = outcome.firstResponses().getOrDefault(stimulus, Long.MAX_VALUE);
            for (long trainedUpTo : horizons) {
                if (trainedUpTo > first) {
                    leaked++;
                    tell("prediction of " + stimulus + " is by an encoder that had read up to response " + trainedUpTo
                            + ", its own is " + first);
                }
            }
        });
    }

    private void tell(String finding) {
        if (findings.size() < TOLD) {
            findings.add(finding);
        }
    }

    /// Records and trials that are missing.
    int lost() {
        return lost;
    }

    /// Those that are there more often than they should be.
    int duplicated() {
        return duplicated;
    }

    /// Predictions whose encoder had seen the answer.
    int leaked() {
        return leaked;
    }

    /// Those of other content than expected.
    int different() {
        return different;
    }

    boolean pass() {
        return lost == 0 && duplicated == 0 && leaked == 0 && different == 0;
    }

    /// The first of what was found, in words.
    List<String> findings() {
        return List.copyOf(findings);
    }
}
