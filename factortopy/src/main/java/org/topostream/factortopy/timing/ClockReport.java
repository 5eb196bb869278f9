package org.topostream.factortopy.timing;

import java.util.Optional;
import java.util.OptionalDouble;

/// How both clocks go in one run, for people.
///
/// @param moments  how many are known on both
/// @param fit      how the clocks go beside each other, once three are
/// @param residual seconds that the newest moment is later on the scanner's clock than those before it say
/// @param alarm    whether the clocks do not go together now, drift as no clocks do, or the run did not begin as
///                 expected
/// @param alarms   how many moments lay off the line
/// @param steps    how often a clock was set
/// @param start    how the run began, where the runs before tell
/// @param shift    seconds that were added to onsets
public record ClockReport(int moments, Optional<ClockFit> fit, OptionalDouble residual, boolean alarm, int alarms,
        int steps, Optional<RunStart> start, double shift) {}
