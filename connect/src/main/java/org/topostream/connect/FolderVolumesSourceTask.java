package org.topostream.connect;

import java.util.Map;
import java.util.Optional;

import org.topostream.producers.scan.FolderSource;

/// Watches a folder of a scanner's files.
public final class FolderVolumesSourceTask extends VolumesSourceTask {
    private static final String DOOR = "folder";

    private Optional<FolderSource> source = Optional.empty();

    @Override
    AutoCloseable open(Map<String, String> settings) {
        FolderVolumesConfig config = new FolderVolumesConfig(settings);
        RunOffsets offsets = offsets(config);
        FolderSource opened = new FolderSource(config.folder(), config.first(), output(config, DOOR, offsets), offsets,
                offsets.known());
        source = Optional.of(opened);
        return opened;
    }

    @Override
    boolean isOpen() {
        return source.isPresent() && source.get().isWatched();
    }
}
