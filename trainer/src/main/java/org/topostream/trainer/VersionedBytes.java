package org.topostream.trainer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// What a trainer publishes for the next one, behind a mark and the version of its format (int32 each, little endian).
///
/// Trainers from before there were versions wrote neither; no such bytes begin with the mark, since they begin with a
/// count of trials or steps.
final class VersionedBytes {
    private static final int MARK = 0x766f706f;
    private static final int VERSION = 1;
    private static final int HEADER = 2 * Integer.BYTES;

    private VersionedBytes() {}

    static byte[] of(byte[] content) {
        return ByteBuffer.allocate(HEADER + content.length).order(ByteOrder.LITTLE_ENDIAN).putInt(MARK).putInt(VERSION)
                .put(content).array();
    }

    /// @param what the content is, for the message
    /// @throws IllegalArgumentException where the content is of another version
    static byte[] content(String what, byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER || from.getInt() != MARK) {
            return bytes.clone();
        }
        int version = from.getInt();
        if (version != VERSION) {
            throw new IllegalArgumentException("the " + what + " are of format version " + version
                    + ", this trainer reads version " + VERSION
                    + " and those from before; run the trainer that wrote them");
        }
        return Arrays.copyOfRange(bytes, HEADER, bytes.length);
    }
}
