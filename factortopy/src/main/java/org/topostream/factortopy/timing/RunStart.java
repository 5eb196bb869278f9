package org.topostream.factortopy.timing;

/// How a run began, as [DummyScans] finds it.
public sealed interface RunStart {
    /// Seconds to add to the onsets of events, which the stimulus computer counts from where it took volume 0 to be, so
    /// that they count from volume 0. It is for people to decide on: nothing is shifted by itself.
    double onsetShift();

    /// A sentence for people.
    String text();

    /// Volume 0 is where it was expected.
    ///
    /// @param offBy seconds that it came later than expected, negative where earlier; within what clocks are good for
    record AsExpected(double offBy) implements RunStart {
        @Override
        public double onsetShift() {
            return 0;
        }

        @Override
        public String text() {
            return "the run began as expected";
        }
    }

    /// The scanner left out more volumes between the first trigger and volume 0 than expected.
    ///
    /// @param volumes how many more
    record ExtraDummies(int volumes, double onsetShift) implements RunStart {
        @Override
        public String text() {
            return volumes + " more dummy volumes than expected before the first stored volume; onsets are "
                    + -onsetShift + " s too late";
        }
    }

    /// The first triggers did not reach the stimulus computer, which began late.
    ///
    /// @param triggers how many
    record MissedTriggers(int triggers, double onsetShift) implements RunStart {
        @Override
        public String text() {
            return triggers + " triggers missed at the start; onsets are " + onsetShift + " s too early";
        }
    }

    /// The scanner stored volumes before the first trigger that were not expected.
    ///
    /// @param volumes how many
    record ExtraVolumes(int volumes, double onsetShift) implements RunStart {
        @Override
        public String text() {
            return volumes + " volumes more than expected stored at the start; onsets are " + onsetShift
                    + " s too early";
        }
    }

    /// Triggers were missed or volumes stored that were not expected: without the run's number of volumes, planned and
    /// stored, they look the same.
    ///
    /// @param volumes how many of either
    record EarlyVolumes(int volumes, double onsetShift) implements RunStart {
        @Override
        public String text() {
            return volumes + " triggers missed at the start, or as many volumes stored too many; onsets are "
                    + onsetShift + " s too early";
        }
    }

    /// Volume 0 is not a whole number of volumes away from where it was expected: clocks, TR or trigger are wrong.
    record OffBeat(double onsetShift) implements RunStart {
        @Override
        public String text() {
            return "the first stored volume is " + -onsetShift + " s later than expected, which is no whole number of "
                    + "volumes: look at the clocks, the TR and the trigger";
        }
    }
}
