package org.topostream.schemas;

import java.nio.charset.StandardCharsets;

import org.topostream.schemas.serde.UnreadableRecordException;

/// What the id of a stimulus or trial may be: it is a record's key, a part of the keys of stores, and a name in files.
public final class Ids {
    /// Longest id in UTF-8.
    public static final int MAX_BYTES = 200;

    private Ids() {}

    /// @param what names the id in the message
    /// @throws UnreadableRecordException where the id is empty, too long, or holds a control character
    public static void check(String what, String id) {
        int bytes = id.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new UnreadableRecordException(what + " has " + bytes + " bytes, expected 1 to " + MAX_BYTES);
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            throw new UnreadableRecordException(what + " has a control character; expected none");
        }
    }

    /// Checks the id of a stimulus, and that it is the record's key.
    /// @throws UnreadableRecordException where it is no id, or another than the key
    public static void checkKey(String key, String stimulusId) {
        check("stimulus id", stimulusId);
        if (!key.equals(stimulusId)) {
            throw new UnreadableRecordException("key " + key + " and stimulus id " + stimulusId
                    + " differ; expected the same");
        }
    }
}
