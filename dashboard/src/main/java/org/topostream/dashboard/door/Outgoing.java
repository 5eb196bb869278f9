package org.topostream.dashboard.door;

import java.util.Map;

import org.apache.avro.specific.SpecificRecord;

/// A record that is to be written.
///
/// @param headers of the record, in ASCII
public record Outgoing(String topic, String key, SpecificRecord value, Map<String, String> headers) {}
