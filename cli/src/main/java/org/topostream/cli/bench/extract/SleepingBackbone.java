package org.topostream.cli.bench.extract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.image.RgbImage;

/// A network that takes its time and no processor, as one on a GPU of its own does. Its feature is an image's mean colour.
final class SleepingBackbone implements Backbone {
    private static final String NAME = "sleeping";
    private static final String LAYER = "mean";
    private static final String NO_FILE = "0".repeat(64);
    private static final int SIDE = 32;
    private static final int BYTE = 0xFF;

    private final Duration anImage;

    SleepingBackbone(Duration anImage) {
        this.anImage = anImage;
    }

    @Override
    public BackboneSpec spec() {
        return new BackboneSpec(NAME, "none.onnx", "onnx",
                new BackboneSpec.Input(SIDE, SIDE, "squash", "NCHW", "uint8"),
                List.of(new BackboneSpec.Layer(LAYER, 1)), Features.GRID, "mean", "bench scale", "Apache-2.0", NO_FILE);
    }

    @Override
    public String digest() {
        return NO_FILE;
    }

    @Override
    public List<Features> extract(List<RgbImage> images) {
        try {
            Thread.sleep(anImage.multipliedBy(images.size()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        List<Features> features = new ArrayList<>();
        for (RgbImage image : images) {
            float[] local = new float[Features.GRID * Features.GRID];
            Arrays.fill(local, mean(image));
            features.add(new Features(List.of(new LayerFeatures(LAYER, 1, local, new float[]{mean(image)}))));
        }
        return features;
    }

    private static float mean(RgbImage image) {
        long sum = 0;
        for (byte value : image.rgb()) {
            sum += value & BYTE;
        }
        return sum / (float) image.rgb().length;
    }

    @Override
    public RgbImage prepare(RgbImage image) {
        return image;
    }

    @Override
    public int batchesAtOnce() {
        return 1;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
