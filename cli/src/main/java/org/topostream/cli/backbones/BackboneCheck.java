package org.topostream.cli.backbones;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import org.topostream.cli.backbones.BackboneReport.BatchReport;
import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.image.RgbImage;

/// Runs a backbone on batches of every size: that features do not depend on who else is in the batch, that they repeat,
/// and how fast they come.
public final class BackboneCheck {
    /// The largest batch, which is also the largest that the extracting stage makes.
    public static final int LARGEST_BATCH = 8;
    private static final long LEAST_NANOS = 500_000_000;
    private static final int MOST_RUNS = 50;
    private static final int COLOURS = 3;

    private final Backbone backbone;
    private final Consumer<String> told;
    private final List<RgbImage> images;

    /// @param told hears what is being done
    public BackboneCheck(Backbone backbone, Consumer<String> told) {
        this.backbone = backbone;
        this.told = told;
        images = noise(backbone.spec().input());
    }

    /// @throws IllegalArgumentException where the network gives a number that is not finite
    /// @throws IllegalStateException    where the network fails
    public BackboneReport run() {
        told.accept("each of " + LARGEST_BATCH + " images of noise alone, twice ...");
        List<Features> alone = alone();
        double repeat = difference(alone, alone());
        List<BatchReport> batches = new ArrayList<>();
        for (int size = 1; size <= LARGEST_BATCH; size++) {
            told.accept("batches of " + size + " ...");
            List<RgbImage> batch = images.subList(0, size);
            double difference = difference(alone.subList(0, size), backbone.extract(batch));
            batches.add(new BatchReport(size, imagesPerSecond(batch), difference));
        }
        return BackboneReport.of(backbone.spec(), backbone.digest(), repeat, batches);
    }

    private List<Features> alone() {
        return images.stream().map(image -> backbone.extract(List.of(image)).getFirst()).toList();
    }

    private double imagesPerSecond(List<RgbImage> batch) {
        long start = System.nanoTime();
        int runs = 0;
        long nanos = 0;
        while (runs < MOST_RUNS && nanos < LEAST_NANOS) {
            backbone.extract(batch);
            runs++;
            nanos = System.nanoTime() - start;
        }
        return runs * batch.size() / (nanos / 1e9);
    }

    /// The largest difference of two values, relative to the largest value of its layer and kind.
    private static double difference(List<Features> expected, List<Features> found) {
        double largest = 0;
        for (int image = 0; image < expected.size(); image++) {
            List<LayerFeatures> layers = expected.get(image).layers();
            for (int layer = 0; layer < layers.size(); layer++) {
                LayerFeatures other = found.get(image).layers().get(layer);
                largest = Math.max(largest, difference(layers.get(layer).local(), other.local()));
                largest = Math.max(largest, difference(layers.get(layer).global(), other.global()));
            }
        }
        return largest;
    }

    private static double difference(float[] expected, float[] found) {
        double value = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            value = Math.max(value, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs((double) expected[i] - found[i]));
        }
        return difference == 0 ? 0 : difference / Math.max(value, Float.MIN_NORMAL);
    }

    private static List<RgbImage> noise(BackboneSpec.Input input) {
        Random random = new Random(0);
        List<RgbImage> images = new ArrayList<>();
        for (int i = 0; i < LARGEST_BATCH; i++) {
            byte[] rgb = new byte[COLOURS * input.width() * input.height()];
            random.nextBytes(rgb);
            images.add(new RgbImage(input.width(), input.height(), rgb));
        }
        return images;
    }
}
