package org.topostream.factortopy.backbone;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.image.RgbImage;

/// A backbone behind a [SharedBatcher]: callers of many threads hand in one image each. Thread safe.
public final class BatchedBackbone {
    private final Backbone backbone;
    private final SharedBatcher batcher;
    private final BatchQueue queue;

    BatchedBackbone(Backbone backbone, SharedBatcher batcher, BatchQueue queue) {
        this.backbone = backbone;
        this.batcher = batcher;
        this.queue = queue;
    }

    /// See [Backbone#spec].
    public BackboneSpec spec() {
        return backbone.spec();
    }

    /// See [Backbone#digest].
    public String digest() {
        return backbone.digest();
    }

    /// See [Backbone#prepare].
    public RgbImage prepare(RgbImage image) {
        return backbone.prepare(image);
    }

    /// Features of one image; waits until they are computed.
    /// @param prepared at the network's input size, see [#prepare]
    /// @throws IllegalArgumentException where the network works, but has no features of this image: it fails on it, or
    ///                                  gives a number that is not finite
    /// @throws IllegalStateException    where the network fails on any image, or the batcher is closed
    /// @throws InterruptedException     where the calling thread is interrupted; the image is dropped
    public Features extract(RgbImage prepared) throws InterruptedException {
        return batcher.extract(queue, prepared);
    }

    /// How its batches have been so far.
    public BatchCounters counters() {
        return batcher.counters(queue);
    }
}
