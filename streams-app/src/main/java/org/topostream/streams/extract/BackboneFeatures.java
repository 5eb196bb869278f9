package org.topostream.streams.extract;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.backbone.BatchedBackbone;
import org.topostream.factortopy.image.BadImageException;
import org.topostream.factortopy.image.ImageDecoder;
import org.topostream.streams.BadRecordException;

/// Decodes and resizes an image in the stream thread, and has its features computed in the batch that all stream
/// threads share.
record BackboneFeatures(BatchedBackbone network, ImageDecoder decoder) implements FeatureSource {
    @Override
    public String backbone() {
        return network.spec().name();
    }

    @Override
    public String digest() {
        return network.digest();
    }

    @Override
    public Features compute(byte[] encoded) throws BadRecordException {
        try {
            return network.extract(network.prepare(decoder.decode(encoded)));
        } catch (BadImageException e) {
            throw new BadRecordException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new BadRecordException("the backbone " + backbone() + " has no features of the image: "
                    + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for features", e);
        }
    }
}
