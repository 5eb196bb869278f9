package org.topostream.dashboard.door;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.avro.specific.SpecificRecord;

import org.topostream.dashboard.json.Json;

/// A record on its way in.
///
/// @param topic    where it goes
/// @param key      its key there
/// @param identity what makes it the one it is, such as trial and revision; no other record of the topic has the same
/// @param contents what it says, without the time at which it came
/// @param waiting  what its sender waits for
record Parcel(String topic, String key, String identity, SpecificRecord value, Contents contents,
        Optional<Waiting> waiting) {
    /// One text of several, from which they could be told again.
    static String identity(Object... parts) {
        ArrayNode array = Json.array();
        for (Object part : parts) {
            array.add(part.toString());
        }
        return Json.text(array);
    }
}
