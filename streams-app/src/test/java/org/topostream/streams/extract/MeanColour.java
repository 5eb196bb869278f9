package org.topostream.streams.extract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.image.RgbImage;

/// A backbone whose only feature is the mean of an image's bytes.
final class MeanColour implements Backbone {
    private static final String DIGEST = "0".repeat(64);

    @Override
    public BackboneSpec spec() {
        return new BackboneSpec("fake", "model.onnx", "onnx", new BackboneSpec.Input(8, 8, "squash", "NCHW", "uint8"),
                List.of(new BackboneSpec.Layer("one", 1, Optional.empty())), 8, "mean", "a test", "none", DIGEST);
    }

    @Override
    public String digest() {
        return DIGEST;
    }

    @Override
    public List<Features> extract(List<RgbImage> images) {
        List<Features> features = new ArrayList<>();
        for (RgbImage image : images) {
            float[] local = new float[64];
            Arrays.fill(local, mean(image));
            features.add(new Features(List.of(new LayerFeatures("one", 1, local, new float[]{mean(image)}))));
        }
        return features;
    }

    static float mean(RgbImage image) {
        long sum = 0;
        for (byte value : image.rgb()) {
            sum += value & 0xFF;
        }
        return sum / (float) image.rgb().length;
    }

    @Override
    public RgbImage prepare(RgbImage image) {
        return image;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
