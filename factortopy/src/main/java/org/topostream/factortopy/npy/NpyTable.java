package org.topostream.factortopy.npy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import org.topostream.factortopy.internal.FileStretch;

/// A `.npy` file of float32 or float64 `[rows, columns]`, read row by row: it may be larger than memory.
public final class NpyTable implements Closeable {
    private static final int LONGEST_HEADER = 1 << 17;

    private final Path file;
    private final FileChannel channel;
    private final NpyHeader header;
    private final long first;

    private NpyTable(Path file, FileChannel channel, NpyHeader header, long first) {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.first = first;
    }

    /// @throws IOException where the file is absent, or not such a file; the message names it and says what it is
    public static NpyTable open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            ByteBuffer start = FileStretch.read(file, channel, 0, (int) Math.min(channel.size(), LONGEST_HEADER))
                    .order(ByteOrder.LITTLE_ENDIAN);
            byte[] magic = new byte[Math.min(start.remaining(), NpyHeader.MAGIC.length)];
            start.get(magic);
            if (!Arrays.equals(NpyHeader.MAGIC, magic)) {
                throw new IOException(file + ": expected a .npy file, got " + channel.size()
                        + " bytes that do not begin with \\x93NUMPY");
            }
            NpyHeader header = NpyHeader.begin(file, start, "f", "little-endian float32 or float64");
            NpyTable table = new NpyTable(file, channel, header, start.position());
            table.requireWhole();
            return table;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void requireWhole() throws IOException {
        if (header.shape().length != 2) {
            throw new IOException(file + ": expected the shape [rows, columns], got "
                    + Arrays.toString(header.shape()));
        }
        long size = first + (long) rows() * columns() * header.width();
        if (channel.size() != size || columns() > Integer.MAX_VALUE / header.width()) {
            throw new IOException(file + ": expected " + size + " bytes of " + rows() + " rows of " + columns()
                    + " values, got " + channel.size());
        }
    }

    /// How many rows there are.
    public int rows() {
        return header.shape()[0];
    }

    /// How many values a row has.
    public int columns() {
        return header.shape()[1];
    }

    /// @param row from 0
    /// @return `[columns]`, float64 rounded to float32
    /// @throws IndexOutOfBoundsException where there is no such row
    /// @throws IOException               where it can no longer be read
    public float[] row(int row) throws IOException {
        if (row < 0 || row >= rows()) {
            throw new IndexOutOfBoundsException(file + ": expected a row from 0 to " + (rows() - 1) + ", got " + row);
        }
        int bytes = columns() * header.width();
        ByteBuffer stored = FileStretch.read(file, channel, first + (long) row * bytes, bytes)
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[columns()];
        for (int column = 0; column < values.length; column++) {
            values[column] = header.width() == Float.BYTES ? stored.getFloat() : (float) stored.getDouble();
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
