package org.topostream.factortopy.timing;

import java.util.OptionalDouble;

/// What [ClockOffset] says of a moment that it was told.
///
/// @param residual seconds that the scanner's time is later than the moments before it say, where there were enough
/// @param alarm    whether that is too much
/// @param stepped  whether this was the last of so many that agree on it that a clock must have been set
public record ClockCheck(OptionalDouble residual, boolean alarm, boolean stepped) {}
