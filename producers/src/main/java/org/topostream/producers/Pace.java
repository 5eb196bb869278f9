package org.topostream.producers;

/// How fast presentations follow each other.
///
/// @param inFlight stimuli that wait for their prediction at the same time
/// @param lead     responses that may be ahead of the trainer; 0 or less for no limit
public record Pace(int inFlight, int lead) {
    public Pace {
        if (inFlight < 1) {
            throw new IllegalArgumentException("in flight must be 1 or more, got " + inFlight);
        }
    }

    /// As fast as the trainer learns.
    public static Pace defaults() {
        return new Pace(2, 24);
    }
}
