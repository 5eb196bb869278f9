package org.topostream.cli.parts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.topostream.factortopy.backbone.BatchedBackbone;
import org.topostream.factortopy.image.ImageDecoder;
import org.topostream.factortopy.image.ImageLimits;
import org.topostream.schemas.Site;
import org.topostream.streams.RunningStage;
import org.topostream.streams.StreamsSettings;
import org.topostream.streams.extract.ExtractStage;
import org.topostream.streams.extract.ImageSource;
import org.topostream.telemetry.health.Condition;
import org.topostream.telemetry.health.Watched;

/// Features from images, under one backbone.
public final class ExtractPart implements Watched, AutoCloseable {
    private final RunningStage stage;

    /// @param backbone     loaded and warmed up, since the consumer group is joined here
    /// @param imageFolders images that travel as URIs are read below these only
    public ExtractPart(Site site, BatchedBackbone backbone, int threads, Path stateFolder, List<Path> imageFolders) {
        ImageLimits limits = ImageLimits.defaults();
        stage = RunningStage.start(ExtractStage.name(backbone.spec().name()),
                ExtractStage.topology(site, backbone, new ImageDecoder(limits),
                        new ImageSource(imageFolders, limits.maxBytes())),
                site, new StreamsSettings(threads, stateFolder));
    }

    /// Waits until it takes in stimuli.
    /// @throws IllegalStateException where that takes longer than the limit
    public void awaitRunning(Duration limit) throws InterruptedException {
        stage.awaitRunning(limit);
    }

    @Override
    public String name() {
        return stage.name();
    }

    @Override
    public Condition condition() {
        return stage.condition();
    }

    @Override
    public void close() {
        stage.close();
    }
}
