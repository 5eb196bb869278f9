package org.topostream.producers.dataset.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfException;

/// An array of numbers in an HDF5 file, of which pieces are read.
public final class HdfArray {
    private final Path file;
    private final String name;
    private final Dataset dataset;

    HdfArray(Path file, String name, Dataset dataset) {
        this.file = file;
        this.name = name;
        this.dataset = dataset;
    }

    /// The length of every axis.
    public long[] shape() {
        return dataset.getDimensionsAsLong();
    }

    /// Whether it has whole numbers.
    public boolean isWhole() {
        Class<?> type = dataset.getJavaType();
        return type == byte.class || type == short.class || type == int.class || type == long.class;
    }

    /// How much of an axis the file has in one piece.
    public int together(int axis) {
        return dataset instanceof ChunkedDataset chunked ? chunked.getChunkDimensions()[axis] : 1;
    }

    /// The texts of an array `[K]` of them; nothing where it holds something else.
    public Optional<String[]> texts() throws IOException {
        try {
            return dataset.getJavaType() == String.class && dataset.getData() instanceof String[] texts
                    ? Optional.of(texts)
                    : Optional.empty();
        } catch (HdfException e) {
            throw unreadable(e);
        }
    }

    /// Reads a piece.
    /// @param from  where it begins on every axis
    /// @param shape its length on every axis, 1 or more
    /// @return its values, the last axis fastest
    /// @throws IOException where it cannot be read, or has no numbers
    public float[] read(long[] from, int[] shape) throws IOException {
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        try {
            fill(values, 0, dataset.getData(from, shape));
            return values;
        } catch (HdfException e) {
            throw unreadable(e);
        }
    }

    private int fill(float[] values, int from, Object piece) throws IOException {
        int at = from;
        switch (piece) {
            case Object[] rows -> {
                for (Object row : rows) {
                    at = fill(values, at, row);
                }
            }
            case float[] row -> {
                System.arraycopy(row, 0, values, at, row.length);
                at += row.length;
            }
            case double[] row -> {
                for (double value : row) {
                    values[at++] = (float) value;
                }
            }
            case byte[] row -> {
                for (byte value : row) {
                    values[at++] = value;
                }
            }
            case short[] row -> {
                for (short value : row) {
                    values[at++] = value;
                }
            }
            case int[] row -> {
                for (int value : row) {
                    values[at++] = (float) value;
                }
            }
            case long[] row -> {
                for (long value : row) {
                    values[at++] = (float) value;
                }
            }
            default -> throw new IOException(file + ": expected numbers in " + name + ", got "
                    + piece.getClass().getSimpleName());
        }
        return at;
    }

    private IOException unreadable(HdfException e) {
        return new IOException(file + ": " + name + " cannot be read: " + e.getMessage(), e);
    }

    /// What it is, for people.
    @Override
    public String toString() {
        return name + " of the shape " + Arrays.toString(shape());
    }
}
