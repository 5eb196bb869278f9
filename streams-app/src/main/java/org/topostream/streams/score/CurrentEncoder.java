package org.topostream.streams.score;

import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Predictor;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;

/// The encoder that predicts now. A new one is compiled beside it and takes its place between two predictions.
public final class CurrentEncoder implements AutoCloseable {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private Optional<Loaded> loaded = Optional.empty();

    /// A compiled encoder with what was said of it.
    public record Loaded(EncoderManifest manifest, EncoderShape shape, Predictor predictor) {}

    /// Compiles a published encoder and swaps it in.
    /// @throws IllegalArgumentException where its bytes are no encoder
    public void replace(PublishedEncoder published) {
        Encoder encoder = Encoder.fromBytes(published.blob(EncoderParts.ENCODER));
        Optional<Loaded> next = Optional
                .of(new Loaded(published.manifest(), encoder.shape(), Predictor.compile(encoder)));
        lock.writeLock().lock();
        try {
            loaded.ifPresent(previous -> previous.predictor().close());
            loaded = next;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Works with the encoder while nobody takes it away.
    /// @throws IllegalStateException before the first encoder
    <R> R use(Function<Loaded, R> work) {
        lock.readLock().lock();
        try {
            return work.apply(loaded.orElseThrow(() -> new IllegalStateException("no encoder is loaded yet")));
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            loaded.ifPresent(last -> last.predictor().close());
            loaded = Optional.empty();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
