package org.topostream.dashboard.door;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text as it must come. Java would put the same character for all that is no text, and so make one id of two.
final class Utf8 {
    private Utf8() {}

    /// @param where names the text in the message
    /// @throws Problem where it is no UTF-8
    static String decode(String where, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw Problem.malformed(where, "UTF-8", "other bytes");
        }
    }
}
