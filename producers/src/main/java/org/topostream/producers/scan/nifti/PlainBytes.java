package org.topostream.producers.scan.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

import org.topostream.producers.scan.BadScanException;

/// A file that may grow. It is opened anew each time: on network drives a file that stays open keeps its old size.
record PlainBytes(Path file) implements NiftiBytes {
    /// Its size in bytes, 0 where there is none.
    long size() throws BadScanException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new BadScanException(file + ": expected a file that can be read: " + e, e);
        }
    }

    @Override
    public ByteBuffer head(int most) throws BadScanException {
        int bytes = (int) Math.min(size(), most);
        return bytes == 0 ? ByteBuffer.allocate(0) : read(0, bytes);
    }

    @Override
    public OptionalLong count(long most) throws BadScanException {
        return OptionalLong.of(size());
    }

    @Override
    public ByteBuffer read(long at, int bytes) throws BadScanException {
        ByteBuffer read = ByteBuffer.allocate(bytes);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int last = 0;
            while (read.hasRemaining() && last >= 0) {
                last = channel.read(read, at + read.position());
            }
        } catch (IOException e) {
            throw new BadScanException(file + ": expected a file that can be read: " + e, e);
        }
        if (read.hasRemaining()) {
            throw new BadScanException(file + ": expected " + bytes + " bytes from byte " + at + " on, got "
                    + read.position());
        }
        return read.flip();
    }

    /// By its size alone: `dim[4]` is often written when the run is planned, or when it has ended.
    @Override
    public int wholeVolumes(NiftiHeader header) throws BadScanException {
        long intensities = size() - header.offset();
        return Math.clamp(intensities / header.volumeBytes(), 0, Integer.MAX_VALUE);
    }

    @Override
    public String state() throws BadScanException {
        return size() + " bytes";
    }

    @Override
    public void close() {
        // Nothing stays open.
    }
}
