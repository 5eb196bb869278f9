package org.topostream.producers.dataset;

import java.io.Closeable;
import java.io.IOException;

import org.topostream.producers.ImageFile;

/// The pictures of a dataset, by the names that its tables give them.
public interface Pictures extends Closeable {
    /// @throws IOException where there is none of that name, or it cannot be read
    ImageFile picture(String name) throws IOException;

    @Override
    default void close() throws IOException {
        // Most keep nothing open.
    }
}
