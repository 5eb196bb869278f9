package org.topostream.dashboard.door;

/// Where a record lies that all replicas have.
///
/// @param offset -1 where the site's producers are not told (`acks` other than `all`)
public record Written(String topic, int partition, long offset) {}
