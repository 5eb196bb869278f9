package org.topostream.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.image.RgbImage;

/// A backbone as wide as the largest there are, that computes next to nothing: every token is a pixel's brightness.
record WideBackbone(BackboneSpec spec) implements Backbone {
    private static final int CELLS = Features.GRID * Features.GRID;

    static WideBackbone of(String name, int layers, int channels) {
        return new WideBackbone(new BackboneSpec(name, "model.onnx", "onnx",
                new BackboneSpec.Input(8, 8, "squash", "NCHW", "uint8"),
                IntStream.range(0, layers).mapToObj(layer -> new BackboneSpec.Layer("block" + layer, channels))
                        .toList(),
                Features.GRID, "mean", "", "", ""));
    }

    @Override
    public String digest() {
        return "digest of " + spec.name();
    }

    @Override
    public List<Features> extract(List<RgbImage> images) {
        return images.stream().map(this::features).toList();
    }

    private Features features(RgbImage image) {
        List<LayerFeatures> layers = new ArrayList<>();
        for (BackboneSpec.Layer layer : spec.layers()) {
            float[] local = new float[layer.channels() * CELLS];
            for (int i = 0; i < local.length; i++) {
                local[i] = (image.rgb()[i % image.rgb().length] & 255) / 255f;
            }
            layers.add(new LayerFeatures(layer.name(), layer.channels(), local,
                    Arrays.copyOf(local, layer.channels())));
        }
        return new Features(layers);
    }

    /// The middle of the image is enough.
    @Override
    public RgbImage prepare(RgbImage image) {
        int side = spec.input().width();
        byte[] rgb = new byte[3 * side * side];
        for (int y = 0; y < side; y++) {
            int row = (y + (image.height() - side) / 2) * image.width() + (image.width() - side) / 2;
            System.arraycopy(image.rgb(), 3 * row, rgb, 3 * y * side, 3 * side);
        }
        return new RgbImage(side, side, rgb);
    }

    @Override
    public void close() {
        // nothing to free
    }
}
