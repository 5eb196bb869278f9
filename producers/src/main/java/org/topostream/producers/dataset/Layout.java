package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Path;

/// A way in which datasets lie in folders.
interface Layout {
    /// What it is called, for people.
    String name();

    /// What a folder of it has, for people whose folder is none.
    String has();

    /// Whether a folder is of this layout.
    boolean fits(Path folder) throws IOException;

    /// @throws IOException              where a file is absent or not as it should be
    /// @throws IllegalArgumentException where an option is missing; the message says which
    Dataset open(Path folder, DatasetOptions options) throws IOException;
}
