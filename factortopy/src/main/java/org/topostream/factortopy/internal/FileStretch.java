package org.topostream.factortopy.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Bytes in the middle of a file that may be larger than memory.
public final class FileStretch {
    private FileStretch() {}

    /// @param file what the message names
    /// @param at   the first byte
    /// @return big endian, from the first byte to the last
    /// @throws IOException where the file has not that many from there on, or cannot be read
    public static ByteBuffer read(Path file, FileChannel channel, long at, int bytes) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(bytes);
        int last = 0;
        while (read.hasRemaining() && last >= 0) {
            last = channel.read(read, at + read.position());
        }
        if (read.hasRemaining()) {
            throw new IOException(file + ": expected " + bytes + " bytes from byte " + at + " on, got "
                    + read.position());
        }
        return read.flip();
    }
}
