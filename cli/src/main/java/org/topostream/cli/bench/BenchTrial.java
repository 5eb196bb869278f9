package org.topostream.cli.bench;

import org.topostream.factortopy.Features;
import org.topostream.producers.Presentation;

/// One trial with all that is known of it.
///
/// @param response `[N]`
record BenchTrial(Presentation presentation, Features features, float[] response) {}
