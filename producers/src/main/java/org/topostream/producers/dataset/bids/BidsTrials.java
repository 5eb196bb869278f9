package org.topostream.producers.dataset.bids;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

import org.topostream.producers.Presentation;
import org.topostream.producers.dataset.table.TextTable;
import org.topostream.schemas.avro.Split;

/// The rows of a table of events that name a picture.
///
/// @param rows     how many rows the table has, with and without a picture
/// @param trials   those with one
public record BidsTrials(int rows, List<Trial> trials) {
    private static final String STIMULI = "stimuli/";
    private static final String SPLIT = "split";

    /// One of them.
    ///
    /// @param row          of the table, from 0
    /// @param presentation its trial id is the run's name and the row's number from 1; its stimulus id the picture's
    ///     name
    /// @param onset        seconds from the run's first stored volume
    /// @param duration     seconds; 0 where it is not told
    public record Trial(int row, Presentation presentation, OptionalDouble onset, double duration) {}

    /// @param column that names the picture
    /// @param run    the run's name
    /// @throws IOException where the table has no such column, or a value is not as it should be
    public static BidsTrials read(TextTable table, String column, String run) throws IOException {
        List<Trial> trials = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            String picture = table.cell(row, column).orElse("");
            if (!picture.isEmpty()) {
                String id = String.format(Locale.ROOT, "%s_trial-%04d", run, row + 1);
                String name = picture.startsWith(STIMULI) ? picture.substring(STIMULI.length()) : picture;
                trials.add(new Trial(row, new Presentation(id, name, split(table, row)), number(table, row, "onset"),
                        number(table, row, "duration").orElse(0)));
            }
        }
        return new BidsTrials(table.rows(), List.copyOf(trials));
    }

    private static OptionalDouble number(TextTable table, int row, String column) throws IOException {
        return table.has(column) ? table.number(row, column) : OptionalDouble.empty();
    }

    /// A column of our own, which a table need not have.
    private static Split split(TextTable table, int row) throws IOException {
        String split = table.has(SPLIT) ? table.cell(row, SPLIT).orElse("train") : "train";
        return switch (split.toLowerCase(Locale.ROOT)) {
            case "train", "training" -> Split.TRAIN;
            case "validation", "val", "test" -> Split.VALIDATION;
            default -> throw new IOException(table.file() + ": expected train or validation as " + SPLIT + " in row "
                    + (row + 1) + ", got " + split);
        };
    }
}
