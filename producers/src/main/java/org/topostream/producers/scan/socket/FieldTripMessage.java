package org.topostream.producers.scan.socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.topostream.producers.scan.BadScanException;

/// The eight bytes that every message of a FieldTrip buffer begins with: version, command, and how many bytes follow.
/// A client writes in its own order of bytes, which the version shows, and is answered in that.
///
/// @param order   of the client's bytes
/// @param command what it asks for
/// @param size    how many bytes follow
record FieldTripMessage(ByteOrder order, int command, int size) {
    static final int BYTES = 8;
    static final int PUT_HDR = 0x101;
    static final int PUT_DAT = 0x102;
    static final int PUT_EVT = 0x103;
    static final int GET_HDR = 0x201;
    static final int GET_DAT = 0x202;
    static final int GET_EVT = 0x203;
    static final int FLUSH_HDR = 0x301;
    static final int FLUSH_DAT = 0x302;
    static final int FLUSH_EVT = 0x303;
    static final int WAIT_DAT = 0x402;
    private static final int VERSION = 1;
    private static final int GROUP = 0xF00;
    private static final int OK = 4;
    private static final int ERROR = 5;
    /// Puts of this group are those of group 1 that want no answer.
    private static final int UNANSWERED = 0x500;
    private static final int FIRST_GROUP = 0x100;

    /// @param bytes        [#BYTES] of them
    /// @param headerBytes  how many may follow where they hold no samples
    /// @param messageBytes how many may follow where they do
    static FieldTripMessage parse(byte[] bytes, int headerBytes, int messageBytes) throws BadScanException {
        ByteBuffer start = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (start.getShort(0) != VERSION) {
            start.order(ByteOrder.BIG_ENDIAN);
        }
        if (start.getShort(0) != VERSION) {
            throw new BadScanException("expected messages of version 1, got bytes " + bytes[0] + " and " + bytes[1]
                    + " at the start of one");
        }
        FieldTripMessage message = new FieldTripMessage(start.order(), start.getShort(2) & 0xFFFF, start.getInt(4));
        int most = message.request() == PUT_DAT ? messageBytes : headerBytes;
        if (message.size < 0 || message.size > most) {
            throw new BadScanException("expected at most " + most + " bytes with command 0x"
                    + Integer.toHexString(message.command) + ", got " + Integer.toUnsignedString(message.size));
        }
        return message;
    }

    /// The command, whether or not it wants an answer.
    int request() {
        return isAnswered() ? command : command - UNANSWERED + FIRST_GROUP;
    }

    boolean isAnswered() {
        return (command & GROUP) != UNANSWERED;
    }

    /// That it was done, and what came of it.
    byte[] done(ByteBuffer result) {
        return answer(OK, result);
    }

    /// That it could not be done.
    byte[] failed() {
        return answer(ERROR, ByteBuffer.allocate(0));
    }

    private byte[] answer(int outcome, ByteBuffer result) {
        return ByteBuffer.allocate(BYTES + result.remaining()).order(order).putShort((short) VERSION)
                .putShort((short) ((command & GROUP) + outcome)).putInt(result.remaining()).put(result).array();
    }
}
