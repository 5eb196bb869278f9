package org.topostream.producers.dataset.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;

/// The rows of a table in a text file, one after the other; its first line names the columns.
public final class TextRows implements Closeable {
    private static final String MARK = "\uFEFF";

    private final Path file;
    private final MappingIterator<String[]> rows;
    private final List<String> columns;
    private int row;

    private TextRows(Path file, MappingIterator<String[]> rows, List<String> columns) {
        this.file = file;
        this.rows = rows;
        this.columns = columns;
    }

    /// Tabs between cells, as BIDS has it.
    /// @throws IOException where it is absent, or has no line
    public static TextRows tsv(Path file) throws IOException {
        return open(file, CsvSchema.emptySchema().withColumnSeparator('\t').withoutQuoteChar());
    }

    /// Commas between cells (RFC 4180).
    /// @throws IOException where it is absent, or has no line
    public static TextRows csv(Path file) throws IOException {
        return open(file, CsvSchema.emptySchema());
    }

    private static TextRows open(Path file, CsvSchema schema) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("no such file: " + file);
        }
        Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        try {
            MappingIterator<String[]> rows = new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY)
                    .enable(CsvParser.Feature.SKIP_EMPTY_LINES).readerFor(String[].class).with(schema)
                    .readValues(reader);
            if (!rows.hasNextValue()) {
                throw new IOException(file + ": expected a line with the names of columns, got none");
            }
            String[] names = rows.nextValue();
            if (names.length > 0 && names[0].startsWith(MARK)) {
                names[0] = names[0].substring(1);
            }
            return new TextRows(file, rows, Arrays.stream(names).map(String::strip).toList());
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    public Path file() {
        return file;
    }

    /// Their names, in order.
    public List<String> columns() {
        return columns;
    }

    /// The number of a column.
    /// @throws IOException where there is none of that name
    public int column(String name) throws IOException {
        int column = columns.indexOf(name);
        if (column < 0) {
            throw new IOException(file + ": expected a column " + name + ", got " + columns);
        }
        return column;
    }

    /// The next row, a cell for each column; nothing at the end.
    /// @throws IOException where it has another number of cells, or cannot be read
    public Optional<String[]> next() throws IOException {
        try {
            if (!rows.hasNextValue()) {
                return Optional.empty();
            }
            String[] cells = rows.nextValue();
            row++;
            if (cells.length != columns.size()) {
                throw new IOException(file + ": expected " + columns.size() + " cells in row " + row + ", got "
                        + cells.length);
            }
            return Optional.of(cells);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": row " + (row + 1) + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
