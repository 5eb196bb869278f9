package org.topostream.producers.dataset.table;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;

/// An HDF5 file of which arrays are read in pieces.
public final class HdfSource implements Closeable {
    private final Path path;
    private final HdfFile file;

    private HdfSource(Path path, HdfFile file) {
        this.path = path;
        this.file = file;
    }

    /// @throws IOException where it is absent, or no HDF5 file
    public static HdfSource open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException("no such file: " + path);
        }
        try {
            return new HdfSource(path, new HdfFile(path));
        } catch (HdfException e) {
            throw new IOException(path + ": expected an HDF5 file: " + e.getMessage(), e);
        }
    }

    /// Names of what lies in a group.
    /// @param group `/` for the whole file
    public List<String> names(String group) throws IOException {
        try {
            Node node = group.equals("/") ? file : file.getByPath(group);
            return node instanceof Group found ? new ArrayList<>(found.getChildren().keySet()) : List.of();
        } catch (HdfException e) {
            throw new IOException(path + ": expected a group " + group + ": " + e.getMessage(), e);
        }
    }

    /// @throws IOException where there is no such array
    public HdfArray array(String name) throws IOException {
        try {
            if (file.getByPath(name) instanceof Dataset found) {
                return new HdfArray(path, name, found);
            }
        } catch (HdfException e) {
            throw new IOException(path + ": expected an array " + name + ", got " + names("/") + ": "
                    + e.getMessage(), e);
        }
        throw new IOException(path + ": expected an array " + name + ", got a group");
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } catch (HdfException e) {
            throw new IOException(path + ": could not be closed: " + e.getMessage(), e);
        }
    }
}
