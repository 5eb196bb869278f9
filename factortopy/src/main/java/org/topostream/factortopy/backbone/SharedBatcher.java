package org.topostream.factortopy.backbone;

import java.time.Duration;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.image.RgbImage;

/// stub
public final class SharedBatcher implements AutoCloseable {
    public SharedBatcher(Backbone backbone, int maxBatch, Duration deadline, int inFlight) {}

    public Features extract(RgbImage prepared) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
