package org.topostream.producers.dataset.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A table of a text file, all of it in memory. A cell that is empty or `n/a` has no value.
public final class TextTable {
    private static final String NO_VALUE = "n/a";

    private final TextRows text;
    private final List<String[]> rows = new ArrayList<>();

    private TextTable(TextRows text) throws IOException {
        this.text = text;
        for (Optional<String[]> row = text.next(); row.isPresent(); row = text.next()) {
            rows.add(row.get());
        }
    }

    /// Tabs between cells.
    /// @throws IOException where it is absent, or not as it should be
    public static TextTable tsv(Path file) throws IOException {
        try (TextRows rows = TextRows.tsv(file)) {
            return new TextTable(rows);
        }
    }

    /// Commas between cells.
    /// @throws IOException where it is absent, or not as it should be
    public static TextTable csv(Path file) throws IOException {
        try (TextRows rows = TextRows.csv(file)) {
            return new TextTable(rows);
        }
    }

    public Path file() {
        return text.file();
    }

    /// How many rows there are.
    public int rows() {
        return rows.size();
    }

    public boolean has(String column) {
        return text.columns().contains(column);
    }

    /// @throws IOException where there is no such column
    public Optional<String> cell(int row, String column) throws IOException {
        String cell = rows.get(row)[text.column(column)].strip();
        return cell.isEmpty() || cell.equals(NO_VALUE) ? Optional.empty() : Optional.of(cell);
    }

    /// A cell that must have a value.
    /// @throws IOException where it has none
    public String text(int row, String column) throws IOException {
        return cell(row, column).orElseThrow(() -> new IOException(file() + ": expected a value of " + column
                + " in row " + (row + 1) + ", got none"));
    }

    /// @throws IOException where it is no number
    public OptionalDouble number(int row, String column) throws IOException {
        Optional<String> cell = cell(row, column);
        if (cell.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(cell.get()));
        } catch (NumberFormatException e) {
            throw new IOException(file() + ": expected a number as " + column + " in row " + (row + 1) + ", got '"
                    + cell.get() + "'", e);
        }
    }

    /// A whole number that must be there.
    /// @throws IOException where it is none
    public int whole(int row, String column) throws IOException {
        double number = number(row, column).orElse(Double.NaN);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new IOException(file() + ": expected a whole number as " + column + " in row " + (row + 1)
                    + ", got '" + rows.get(row)[text.column(column)] + "'");
        }
        return (int) number;
    }
}
