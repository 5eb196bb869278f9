package org.topostream.cli.backbones;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.topostream.factortopy.backbone.BackboneSpec;

/// What `backbones check` found. As JSON it has these names.
///
/// @param name             the backbone's
/// @param format           how its model is written
/// @param digest           of its model
/// @param licence          of its weights
/// @param width            columns of the images it takes
/// @param height           rows of the images it takes
/// @param layers           the layers, in order
/// @param bytesPerImage    of the features of one stimulus at fp16
/// @param repeatDifference largest difference between two runs, relative to the largest value of its layer
/// @param batches          one report for every batch size
public record BackboneReport(String name, String format, String digest, String licence, int width, int height,
        List<LayerReport> layers, long bytesPerImage, double repeatDifference, List<BatchReport> batches) {
    /// Most that two runs, or an image alone and in a batch, may differ.
    static final double TOLERANCE = 1e-3;

    /// A layer.
    public record LayerReport(String name, int channels) {}

    /// Runs of one batch size.
    ///
    /// @param batch           images at a time
    /// @param imagesPerSecond with one caller
    /// @param difference      largest difference to the image alone, relative to the largest value of its layer
    public record BatchReport(int batch, double imagesPerSecond, double difference) {}

    public BackboneReport {
        layers = List.copyOf(layers);
        batches = List.copyOf(batches);
    }

    static BackboneReport of(BackboneSpec spec, String digest, double repeatDifference, List<BatchReport> batches) {
        return new BackboneReport(spec.name(), spec.format().label(), digest, spec.licence(), spec.input().width(),
                spec.input().height(),
                spec.layers().stream().map(layer -> new LayerReport(layer.name(), layer.channels())).toList(),
                BackboneTable.featureBytes(spec), repeatDifference, batches);
    }

    /// Whether features repeat and do not depend on the batch.
    @JsonProperty
    public boolean pass() {
        return failure().isEmpty();
    }

    /// What is wrong, in a sentence.
    public Optional<String> failure() {
        if (!(repeatDifference <= TOLERANCE)) {
            return Optional.of(String.format(Locale.ROOT,
                    "expected the same features of an image twice, got a relative difference of %.1e (at most %.0e)",
                    repeatDifference, TOLERANCE));
        }
        return batches.stream().filter(batch -> !(batch.difference() <= TOLERANCE)).findFirst()
                .map(batch -> String.format(Locale.ROOT, "expected the same features of an image alone and in a batch,"
                        + " got a relative difference of %.1e in a batch of %d (at most %.0e)", batch.difference(),
                        batch.batch(), TOLERANCE));
    }

    /// For people: lines without a line break at the end.
    public String toTable() {
        String head = String.format(Locale.ROOT,
                "%s: %s, images of %d x %d, %d bytes of features an image at fp16, %s%n"
                        + "digest %s%nlayers %s%n%n%5s %12s %22s%n",
                name, format, width, height, bytesPerImage, licence,
                digest,
                layers.stream().map(layer -> layer.name() + " (" + layer.channels() + ")")
                        .collect(Collectors.joining(", ")),
                "batch", "images/s", "difference to alone");
        String rows = batches.stream().map(batch -> String.format(Locale.ROOT, "%5d %12.2f %22s%n", batch.batch(),
                batch.imagesPerSecond(), difference(batch.difference()))).collect(Collectors.joining());
        return head + rows + String.format("%nthe same image twice: %s%n%s", difference(repeatDifference),
                failure().map(why -> "FAIL: " + why).orElse("All is well."));
    }

    private static String difference(double value) {
        return value == 0 ? "none" : String.format(Locale.ROOT, "%.1e", value);
    }
}
