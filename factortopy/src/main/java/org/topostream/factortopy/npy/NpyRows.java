package org.topostream.factortopy.npy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// A float32 `.npy` file that grows row by row: its first axis. How many rows it has is written when it is closed; until
/// then it says 0.
public final class NpyRows implements AutoCloseable {
    private final Path file;
    private final int[] rowShape;
    private final int rowSize;
    private final int headerSize;
    private final OutputStream out;
    private long rows;

    /// Begins a file; one that is there is replaced.
    /// @param rowShape the length of every axis but the first
    public NpyRows(Path file, int... rowShape) throws IOException {
        this.file = file;
        this.rowShape = rowShape.clone();
        rowSize = Arrays.stream(rowShape).reduce(1, Math::multiplyExact);
        headerSize = NpyHeader.float32(shape(Long.MAX_VALUE), 0).length;
        out = new BufferedOutputStream(Files.newOutputStream(file));
        out.write(header());
    }

    /// Appends a row.
    /// @param values as many as the product of the row's shape
    public void append(float[] values) throws IOException {
        if (values.length != rowSize) {
            throw new IllegalArgumentException(
                    file + ": expected rows of " + rowSize + " values, got " + values.length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, rowSize))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
        rows++;
    }

    @Override
    public void close() throws IOException {
        out.close();
        try (OutputStream start = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            start.write(header());
        }
    }

    private byte[] header() {
        return NpyHeader.float32(shape(rows), headerSize);
    }

    private long[] shape(long length) {
        long[] shape = new long[rowShape.length + 1];
        shape[0] = length;
        for (int axis = 0; axis < rowShape.length; axis++) {
            shape[axis + 1] = rowShape[axis];
        }
        return shape;
    }
}
