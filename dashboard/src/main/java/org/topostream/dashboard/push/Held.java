package org.topostream.dashboard.push;

/// A map as a page holds it once it has drawn all that is on its way.
record Held(long seq, Quantised values) {}
