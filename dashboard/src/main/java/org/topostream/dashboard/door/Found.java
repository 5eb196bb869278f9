package org.topostream.dashboard.door;

import java.util.Map;

/// A record that lies in a topic already.
///
/// @param headers of the record; those that are no text are left out
public record Found(Written place, String key, Map<String, String> headers) {}
