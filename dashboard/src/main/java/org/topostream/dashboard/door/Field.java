package org.topostream.dashboard.door;

/// Something that a request says by name; `openapi.json` has the same fields.
///
/// @param required whether a request without it is refused
record Field(String name, Kind kind, boolean required) {
    static Field required(String name, Kind kind) {
        return new Field(name, kind, true);
    }

    static Field optional(String name, Kind kind) {
        return new Field(name, kind, false);
    }
}
