package org.topostream.cli.parts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.SharedBatcher;
import org.topostream.factortopy.image.ImageDecoder;
import org.topostream.factortopy.image.ImageLimits;
import org.topostream.schemas.Site;
import org.topostream.streams.RunningStage;
import org.topostream.streams.StreamsSettings;
import org.topostream.streams.extract.ExtractStage;
import org.topostream.streams.extract.ImageSource;

/// Features from images. The backbone is loaded before the consumer group is joined.
public final class ExtractPart implements AutoCloseable {
    private static final int LARGEST_BATCH = 8;
    private static final Duration BATCH_DEADLINE = Duration.ofMillis(4);
    private static final int IN_FLIGHT = 2;

    private final SharedBatcher batcher;
    private final RunningStage stage;

    /// @param imageFolders images that travel as URIs are read below these only
    public ExtractPart(Site site, Backbone backbone, int threads, Path stateFolder, List<Path> imageFolders) {
        ImageLimits limits = ImageLimits.defaults();
        batcher = new SharedBatcher(backbone, LARGEST_BATCH, BATCH_DEADLINE, IN_FLIGHT);
        stage = RunningStage.start(ExtractStage.name(backbone.spec().name()),
                ExtractStage.topology(site, backbone, batcher, new ImageDecoder(limits),
                        new ImageSource(imageFolders, limits.maxBytes())),
                site, new StreamsSettings(threads, stateFolder));
    }

    @Override
    public void close() {
        stage.close();
        batcher.close();
    }
}
