package org.topostream.factortopy.backbone;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.image.RgbImage;

/// An image in a batcher, and where its caller waits.
///
/// @param image        at the network's input size
/// @param arrivedNanos when it came, of [System#nanoTime]
/// @param result       its features, once they are computed
record WaitingImage(RgbImage image, long arrivedNanos, CompletableFuture<Features> result) {

    WaitingImage(RgbImage image) {
        this(image, System.nanoTime(), new CompletableFuture<>());
    }

    /// Its features, or why it has none.
    Features await() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(ExecutionException failure) {
        return switch (failure.getCause()) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException("a backbone failed with a checked exception", failure.getCause());
        };
    }
}
