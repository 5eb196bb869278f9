package org.topostream.factortopy.surface;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

import org.topostream.factortopy.FloatTensor;

/// Writes maps as a table of comma-separated values (RFC 4180), a line for each voxel: its number, its hemisphere, and
/// its values with as many digits as float32 needs to be read back to the bit; `NaN` where there is none.
public final class VoxelTable {
    private VoxelTable() {}

    /// Writes a table; a file that is there is replaced.
    /// @param values     `[N]` or `[N, K]`
    /// @param columns    `[K]`
    /// @param hemisphere of a voxel, or an empty text where it is not known
    public static void write(Path file, FloatTensor values, List<String> columns, IntFunction<String> hemisphere)
            throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("voxel,hemisphere");
            for (String column : columns) {
                out.write("," + quoted(column));
            }
            out.write("\n");
            for (int voxel = 0; voxel < values.shape()[0]; voxel++) {
                out.write(voxel + "," + hemisphere.apply(voxel));
                for (int column = 0; column < columns.size(); column++) {
                    out.write("," + values.values()[voxel * columns.size() + column]);
                }
                out.write("\n");
            }
        }
    }

    private static String quoted(String text) {
        return text.matches("[^\",\\r\\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
