package org.topostream.dashboard.door;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a request gets.
///
/// @param headers beside those that every answer has
record DoorAnswer(int status, Map<String, String> headers, ObjectNode body) {
    static final int OK = 200;
    static final int CREATED = 201;
    static final int ACCEPTED = 202;

    /// The same with one more header.
    DoorAnswer with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new DoorAnswer(status, more, body);
    }
}
