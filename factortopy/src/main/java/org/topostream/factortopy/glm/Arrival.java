package org.topostream.factortopy.glm;

/// How something came.
public enum Arrival {
    /// Before anything that follows it.
    IN_TIME,
    /// A volume after one of a higher number, or an event after volumes of its response; it counts all the same.
    LATE,
    /// A second time: it was ignored.
    REPEATED
}
