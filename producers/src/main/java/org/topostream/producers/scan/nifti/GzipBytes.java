package org.topostream.producers.scan.nifti;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

import org.topostream.producers.scan.BadScanException;

/// A gzipped file, unpacked piece by piece. Before a volume is read it is unpacked once to its end, where gzip's
/// checksum is, and no further than what its header calls for.
final class GzipBytes implements NiftiBytes {
    static final short MAGIC = 0x1F8B;
    private static final int PIECE = 1 << 16;
    /// Bytes that may follow the last volume.
    private static final int MOST_BEHIND = 1 << 20;
    /// What unpacks to more than this, and to so many times its size, holds no images.
    private static final long LARGE = 1 << 28;
    private static final int MOST_TIMES = 200;

    private final Path file;
    private InputStream unpacked = InputStream.nullInputStream();
    private long position = Long.MAX_VALUE;

    GzipBytes(Path file) {
        this.file = file;
    }

    @Override
    public ByteBuffer head(int most) throws BadScanException {
        ByteBuffer head = ByteBuffer.allocate(most);
        try (InputStream from = open()) {
            int read = 0;
            while (read >= 0 && head.hasRemaining()) {
                read = from.read(head.array(), head.position(), head.remaining());
                head.position(head.position() + Math.max(0, read));
            }
        } catch (EOFException e) {
            // There is no more by now.
        } catch (IOException e) {
            throw damaged(e);
        }
        return head.flip();
    }

    @Override
    public OptionalLong count(long most) throws BadScanException {
        byte[] piece = new byte[PIECE];
        long count = 0;
        try (InputStream from = open()) {
            int read = 0;
            while (read >= 0 && count <= most) {
                read = from.read(piece);
                count += Math.max(0, read);
            }
            return OptionalLong.of(count);
        } catch (EOFException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private InputStream open() throws IOException {
        InputStream stored = Files.newInputStream(file);
        try {
            return new GZIPInputStream(stored, PIECE);
        } catch (IOException e) {
            stored.close();
            throw e;
        }
    }

    private BadScanException damaged(IOException e) {
        return new BadScanException(file + ": expected a whole gzip file, got a damaged one: " + e.getMessage(), e);
    }

    @Override
    public ByteBuffer read(long at, int bytes) throws BadScanException {
        byte[] read = new byte[bytes];
        try {
            if (at < position) {
                close();
                unpacked = open();
                position = 0;
            }
            unpacked.skipNBytes(at - position);
            int got = unpacked.readNBytes(read, 0, bytes);
            position = at + got;
            if (got == bytes) {
                return ByteBuffer.wrap(read);
            }
        } catch (IOException e) {
            position = Long.MAX_VALUE;
            throw damaged(e);
        }
        throw new BadScanException(file + ": expected " + bytes + " bytes from byte " + at + " on when unpacked, got "
                + (position - at));
    }

    @Override
    public int wholeVolumes(NiftiHeader header) throws BadScanException {
        if (header.volumes() == 0) {
            throw new BadScanException(file + ": expected 1 volume or more (dim[4]) in a gzipped file, got none");
        }
        long end = header.begin(header.volumes());
        long size = new PlainBytes(file).size();
        if (end > LARGE && end / MOST_TIMES > size) {
            throw new BadScanException(file + ": expected images, got " + size + " bytes that are to unpack to " + end);
        }
        OptionalLong count = count(end + MOST_BEHIND);
        if (count.isEmpty()) {
            return 0;
        }
        if (count.getAsLong() < end || count.getAsLong() > end + MOST_BEHIND) {
            throw new BadScanException(file + ": expected " + header.volumes() + " volumes of " + header.volumeBytes()
                    + " bytes from byte " + header.offset() + " on when unpacked, got " + (count.getAsLong() < end
                            ? count.getAsLong() + " bytes in all"
                            : "more than " + MOST_BEHIND + " bytes behind them"));
        }
        return header.volumes();
    }

    @Override
    public String state() throws BadScanException {
        return "a gzip file of " + new PlainBytes(file).size() + " bytes that has no end yet";
    }

    @Override
    public void close() {
        try {
            unpacked.close();
        } catch (IOException e) {
            // It was read only: nothing is lost.
        }
        unpacked = InputStream.nullInputStream();
        position = Long.MAX_VALUE;
    }
}
