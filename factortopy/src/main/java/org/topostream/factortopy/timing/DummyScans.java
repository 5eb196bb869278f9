package org.topostream.factortopy.timing;

import java.util.List;
import java.util.OptionalInt;

/// What is known before a run about its start: dummy volumes, which the scanner acquires before the signal is steady,
/// may be stored or left out, and may come with triggers or without. It finds out whether a run began that way.
///
/// @param triggered   volumes from the first trigger that the stimulus computer gets to volume 0: how many dummy
///                    volumes have triggers but are left out; negative where so many are stored before the trigger
/// @param firstNumber number of the first stored volume by the source's count, mostly 0
/// @param seconds     from one volume to the next (TR)
/// @param volumes     how many the scanner is planned to store, where that is known
public record DummyScans(int triggered, int firstNumber, double seconds, OptionalInt volumes) {
    /// A volume is where it is expected if it is off by no more than this share of a TR.
    private static final double TOLERANCE = 0.25;

    /// @throws IllegalArgumentException where volumes do not follow each other in time
    public DummyScans {
        if (!(seconds > 0) || !Double.isFinite(seconds)) {
            throw new IllegalArgumentException("expected a TR above 0 seconds, got " + seconds);
        }
    }

    /// How far the first number is from where it was expected: where positive, so many volumes at the start are lost,
    /// still to come, or were left out as further dummies; where negative, so many were stored that were not expected.
    public int numberShift(int first) {
        return first - firstNumber;
    }

    /// Compares when volume 0 was acquired with when the first trigger says it should have been.
    ///
    /// Volume 0 itself need not have come. With its start V, the first trigger T and n volumes expected between them,
    /// V - T = n TR; a scanner that leaves out more makes it longer, a missed trigger or volumes stored before it make
    /// it shorter.
    ///
    /// @param firstTrigger when the stimulus computer got it, in seconds on the scanner's clock: by
    ///                     [ClockFit#scannerAt] of earlier runs, since the onsets of this run's events take the trigger
    ///                     to be right and would always agree with it
    /// @param first        some of the first volumes, one or more; the more, the less a wrong time among them matters
    /// @param stored       how many volumes the run has, where its source tells
    /// @throws IllegalArgumentException where there is no volume
    public RunStart judge(double firstTrigger, List<TimedVolume> first, OptionalInt stored) {
        if (first.isEmpty()) {
            throw new IllegalArgumentException("expected one or more of the first volumes, got none");
        }
        double start = Medians.of(first.stream().mapToDouble(volume -> volume.start(seconds)).toArray());
        double later = start - firstTrigger - triggered * seconds;
        long whole = Math.round(later / seconds);
        boolean onBeat = Math.abs(later - whole * seconds) <= TOLERANCE * seconds;
        if (!onBeat || Math.abs(whole) > Integer.MAX_VALUE) {
            return new RunStart.OffBeat(-later);
        }
        if (whole == 0) {
            return new RunStart.AsExpected(later);
        }
        double shift = -whole * seconds;
        return whole > 0 ? new RunStart.ExtraDummies((int) whole, shift) : early((int) -whole, shift, stored);
    }

    private RunStart early(int count, double shift, OptionalInt stored) {
        if (stored.isPresent() && volumes.isPresent()) {
            int more = stored.getAsInt() - volumes.getAsInt();
            if (more == count) {
                return new RunStart.ExtraVolumes(count, shift);
            }
            if (more == 0) {
                return new RunStart.MissedTriggers(count, shift);
            }
        }
        return new RunStart.EarlyVolumes(count, shift);
    }
}
