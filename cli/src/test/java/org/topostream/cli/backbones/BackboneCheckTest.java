package org.topostream.cli.backbones;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.image.RgbImage;

class BackboneCheckTest {
    @Test
    void passesANetworkWhoseFeaturesAreAnImagesOwn() {
        BackboneReport report = check(batch -> 1);

        assertTrue(report.pass());
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8),
                report.batches().stream().map(BackboneReport.BatchReport::batch).toList());
        assertEquals(2 * 65, report.bytesPerImage());
    }

    @Test
    void failsANetworkWhoseFeaturesDependOnTheBatch() {
        BackboneReport report = check(batch -> batch < 5 ? 1 : 1.01);

        assertFalse(report.pass());
        assertEquals(
                Optional.of("expected the same features of an image alone and in a batch, got a relative difference"
                        + " of 1.0e-02 in a batch of 5 (at most 1e-03)"),
                report.failure());
        assertEquals(0, report.batches().get(3).difference());
    }

    @Test
    void failsANetworkThatDoesNotRepeat() {
        int[] runs = {0};

        BackboneReport report = check(batch -> 1 + 0.125 * (runs[0]++ / 8 % 2));

        assertFalse(report.pass());
        assertEquals(Optional.of("expected the same features of an image twice, got a relative difference of 1.3e-01"
                + " (at most 1e-03)"), report.failure());
    }

    private static BackboneReport check(IntToDoubleFunction featureOfBatch) {
        return new BackboneCheck(new ConstantBackbone(featureOfBatch), what -> {}).run();
    }

    /// Gives one number for all images of a batch.
    private record ConstantBackbone(IntToDoubleFunction featureOfBatch) implements Backbone {

        @Override
        public BackboneSpec spec() {
            return new BackboneSpec("constant", "model.onnx", "onnx",
                    new BackboneSpec.Input(1, 1, "squash", "NCHW", "uint8"),
                    List.of(new BackboneSpec.Layer("layer", 1)),
                    Features.GRID, "mean", "test", "Apache-2.0", digest());
        }

        @Override
        public String digest() {
            return "0".repeat(64);
        }

        @Override
        public List<Features> extract(List<RgbImage> images) {
            float[] local = new float[Features.GRID * Features.GRID];
            Arrays.fill(local, (float) featureOfBatch.applyAsDouble(images.size()));
            Features features = new Features(
                    List.of(new LayerFeatures("layer", 1, local, new float[]{local[0]})));
            return images.stream().map(image -> features).toList();
        }

        @Override
        public RgbImage prepare(RgbImage image) {
            return image;
        }

        @Override
        public void close() {
            // nothing to free
        }
    }
}
