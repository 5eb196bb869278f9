package org.topostream.cli.access;

import org.apache.kafka.common.resource.PatternType;

/// A resource, or all whose names begin alike.
///
/// @param whole whether this is the whole name
record Place(String name, boolean whole) {
    static Place of(String name) {
        return new Place(name, true);
    }

    static Place beginning(String name) {
        return new Place(name, false);
    }

    PatternType pattern() {
        return whole ? PatternType.LITERAL : PatternType.PREFIXED;
    }

    /// The name, with a star where others follow.
    @Override
    public String toString() {
        return whole ? name : name + "*";
    }
}
