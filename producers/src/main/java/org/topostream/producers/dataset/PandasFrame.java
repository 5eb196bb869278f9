package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.topostream.producers.dataset.table.HdfArray;
import org.topostream.producers.dataset.table.HdfColumns;
import org.topostream.producers.dataset.table.HdfSource;
import org.topostream.producers.dataset.table.ResponseTable;
import org.topostream.producers.dataset.table.Windows;

/// A data frame that pandas wrote in its fixed format: in one group, for each type of columns an array
/// `block<i>_values` `[rows, columns]` and their names in `block<i>_items` (pandas, *pandas.io.pytables*). Rows are
/// voxels and columns trials, beside a column `voxel_id` of another type.
final class PandasFrame {
    private static final String VALUES = "_values";

    private PandasFrame() {}

    /// @param voxels how many rows it has
    /// @param trials how many columns it has beside `voxel_id`
    /// @param rows   `[N]` which voxels are wanted
    /// @throws IOException where the file is absent, or no such frame
    static ResponseTable open(Path path, int voxels, int trials, int[] rows) throws IOException {
        HdfSource file = HdfSource.open(path);
        try {
            List<String> groups = file.names("/");
            if (groups.size() != 1) {
                throw new IOException(path + ": expected one data frame, got " + groups);
            }
            String group = groups.getFirst();
            HdfArray found = numbers(path, file, group, voxels, trials);
            return new Windows(new HdfColumns(file, found, rows));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static HdfArray numbers(Path path, HdfSource file, String group, int voxels, int trials)
            throws IOException {
        for (String name : file.names(group)) {
            if (name.startsWith("block") && name.endsWith(VALUES)) {
                HdfArray array = file.array(group + "/" + name);
                if (!array.isWhole() && Arrays.equals(array.shape(), new long[]{voxels, trials})) {
                    requireOrder(path, file, group, name.replace(VALUES, "_items"), trials);
                    return array;
                }
            }
        }
        throw new IOException(path + ": expected a data frame in pandas' fixed format, with an array of " + voxels
                + " voxels by " + trials + " trials (the rows of the tables beside it), got " + group + " with "
                + file.names(group));
    }

    /// Names that are numbers are those of the trials, in order. Of a frame whose names are of several types pandas
    /// pickles them, which nobody else reads.
    private static void requireOrder(Path path, HdfSource file, String group, String items, int trials)
            throws IOException {
        if (!file.names(group).contains(items)) {
            return;
        }
        Optional<String[]> names = file.array(group + "/" + items).texts();
        for (int trial = 0; names.isPresent() && trial < Math.min(trials, names.get().length); trial++) {
            if (!names.get()[trial].strip().equals(Integer.toString(trial))) {
                throw new IOException(path + ": expected the columns 0 to " + (trials - 1) + " in order, got "
                        + names.get()[trial] + " at place " + trial);
            }
        }
    }
}
