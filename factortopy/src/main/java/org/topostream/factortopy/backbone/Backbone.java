package org.topostream.factortopy.backbone;

import java.util.List;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.image.RgbImage;

/// A frozen vision network. Thread safe.
public interface Backbone extends AutoCloseable {
    /// Any number of batches at once, which share the device.
    int SHARED_DEVICE = Integer.MAX_VALUE;

    /// What the network is and which layers it gives.
    BackboneSpec spec();

    /// The sha256 of the model file, 64 lower-case hexadecimal digits, or of both where a second file holds weights: two
    /// backbones with one digest give one result.
    String digest();

    /// Features of every image, in order. Images of another size than the network's input are [prepared][#prepare].
    /// @throws IllegalArgumentException where the network gives a number that is not finite
    /// @throws IllegalStateException    where the network fails, or is closed
    List<Features> extract(List<RgbImage> images);

    /// The image at the network's input size.
    RgbImage prepare(RgbImage image);

    /// How many batches may run at once without taking the processors from each other: two that both want all cores of a
    /// CPU are slower than one after the other. [#SHARED_DEVICE] for a device that all batches share, such as a GPU:
    /// there a larger batch is worth a short wait.
    default int batchesAtOnce() {
        return SHARED_DEVICE;
    }

    /// Frees the network. Not to be called while [#extract] runs.
    @Override
    void close();
}
