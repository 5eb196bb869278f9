package org.topostream.schemas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Tensor;
import org.topostream.schemas.serde.UnreadableRecordException;

/// One layer's tokens, between the two tensors of a [Features] record and Java arrays.
///
/// @param local  [C, H, W]
/// @param global [C]
public record LayerTensor(String name, int channels, int height, int width, float[] local, float[] global) {

    /// @throws IllegalArgumentException where the arrays do not have these shapes
    public LayerTensor {
        if (local.length != (long) channels * height * width || global.length != channels) {
            throw new IllegalArgumentException("layer " + name + ": expected " + channels + " x " + height + " x "
                    + width + " local and " + channels + " global values, got " + local.length + " and "
                    + global.length);
        }
    }

    /// The layers of a record, in its order.
    /// @throws UnreadableRecordException where layers and tensors do not fit each other
    public static List<LayerTensor> layers(Features features) {
        float[] local = Tensors.floats(features.getLocal());
        float[] global = Tensors.floats(features.getGlobal());
        List<LayerTensor> layers = new ArrayList<>();
        int localAt = 0;
        int globalAt = 0;
        for (Layer layer : features.getLayers()) {
            int size = size(layer);
            if (size < 1 || size > local.length - localAt || layer.getChannels() > global.length - globalAt) {
                throw new UnreadableRecordException("features of " + features.getStimulusId() + ": layer "
                        + layer.getName() + " of " + layer.getChannels() + " x " + layer.getHeight() + " x "
                        + layer.getWidth() + " is not within its tensors");
            }
            layers.add(new LayerTensor(layer.getName(), layer.getChannels(), layer.getHeight(), layer.getWidth(),
                    Arrays.copyOfRange(local, localAt, localAt + size),
                    Arrays.copyOfRange(global, globalAt, globalAt + layer.getChannels())));
            localAt += size;
            globalAt += layer.getChannels();
        }
        if (localAt != local.length || globalAt != global.length) {
            throw new UnreadableRecordException("features of " + features.getStimulusId() + ": layers take " + localAt
                    + " local and " + globalAt + " global values, the tensors hold " + local.length + " and "
                    + global.length);
        }
        return layers;
    }

    /// How many local values a layer has; -1 where its extents make no sense.
    private static int size(Layer layer) {
        if (layer.getChannels() < 1 || layer.getHeight() < 1 || layer.getWidth() < 1) {
            return -1;
        }
        long plane = (long) layer.getHeight() * layer.getWidth();
        return plane > Integer.MAX_VALUE / layer.getChannels() ? -1 : Math.toIntExact(plane * layer.getChannels());
    }

    /// Whether every token is a finite number.
    public boolean isFinite() {
        return finite(local) && finite(global);
    }

    private static boolean finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /// All layers' local tokens as one float16 tensor.
    public static Tensor local(List<LayerTensor> layers) {
        return joined(layers.stream().map(LayerTensor::local).toList());
    }

    /// All layers' global tokens as one float16 tensor.
    public static Tensor global(List<LayerTensor> layers) {
        return joined(layers.stream().map(LayerTensor::global).toList());
    }

    private static Tensor joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return Tensors.float16(all, all.length);
    }
}
