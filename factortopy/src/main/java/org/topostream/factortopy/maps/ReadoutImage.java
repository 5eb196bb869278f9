package org.topostream.factortopy.maps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Selectors;

/// From brain to image: where a stimulus has what a region of interest reads (*Brain Decodes Deep Nets*). The region's
/// readouts have three principal components; each grid point's local token, projected to the bottleneck and mixed over
/// layers as the region mixes them on average, is projected on these, and the three become red, green and blue.
///
/// All of it is linear up to the colours, so what does not depend on the stimulus is computed once.
public final class ReadoutImage {
    private static final int POINTS = Features.GRID * Features.GRID;
    private static final int COLOURS = 3;
    /// Of a colour that is the same at every point.
    private static final float EVEN = 0.5f;

    private final int[] widths;
    /// By layer, from its channels to the colours `[3][C]`.
    private final List<double[][]> projections;

    private ReadoutImage(int[] widths, List<double[][]> projections) {
        this.widths = widths;
        this.projections = projections;
    }

    /// Images of what a region reads. A region of fewer than four voxels has fewer than three components; the colours
    /// of the others are 0.5 everywhere.
    /// @param encoder   of `N` voxels
    /// @param selectors as [Encoder#selectors] gives them
    /// @param inside    the region's voxels, their numbers from 0 to `N - 1`
    /// @throws IllegalArgumentException where there is no voxel, one is none of the encoder's, or the selectors are of
    ///                                  another encoder
    public static ReadoutImage of(Encoder encoder, Selectors selectors, int[] inside) {
        EncoderShape shape = encoder.shape();
        if (inside.length == 0 || selectors.layer().length != shape.voxels() * shape.layers()) {
            throw new IllegalArgumentException("expected at least 1 voxel, and selectors of " + shape.voxels()
                    + " voxels and " + shape.layers() + " layers, got " + inside.length + " and "
                    + selectors.layer().length + " layer weights");
        }
        Voxels.requireWithin(inside, shape.voxels());
        double[][] components = PrincipalComponents.of(encoder.parameters().tensors().get("weight").values(),
                shape.bottleneck(), inside, COLOURS);
        double[] layers = meanLayers(selectors, shape.layers(), inside);
        List<double[][]> projections = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            float[] bottleneck = encoder.parameters().tensors().get("local_token_bottleneck." + layer + ".weight")
                    .values();
            projections.add(projection(components, layers[layer], bottleneck, shape.widths()[layer]));
        }
        return new ReadoutImage(shape.widths().clone(), projections);
    }

    /// Draws one stimulus.
    /// @return `[3, 8, 8]`: red, green and blue, then rows (top first), then columns (left first); each colour from 0
    ///         where its component is least to 1 where it is most, 0.5 where it is the same at every point
    /// @throws IllegalArgumentException where the features have other layers than the encoder
    public float[] draw(Features features) {
        if (!Arrays.equals(widths, features.widths())) {
            throw new IllegalArgumentException("expected layers of " + Arrays.toString(widths) + " channels, got "
                    + Arrays.toString(features.widths()));
        }
        float[] image = new float[COLOURS * POINTS];
        for (int colour = 0; colour < COLOURS; colour++) {
            double[] projected = new double[POINTS];
            for (int layer = 0; layer < widths.length; layer++) {
                add(features.layers().get(layer).local(), projections.get(layer)[colour], projected);
            }
            scale(projected, image, colour * POINTS);
        }
        return image;
    }

    /// `[L]`, over the region's voxels.
    private static double[] meanLayers(Selectors selectors, int layers, int[] inside) {
        double[] mean = new double[layers];
        for (int voxel : inside) {
            for (int layer = 0; layer < layers; layer++) {
                mean[layer] += selectors.layer()[voxel * layers + layer] / (double) inside.length;
            }
        }
        return mean;
    }

    /// A layer's weight times the components `[3][D]` times its bottleneck `[D, C]`.
    private static double[][] projection(double[][] components, double weight, float[] bottleneck, int channels) {
        double[][] projection = new double[COLOURS][channels];
        for (int colour = 0; colour < COLOURS; colour++) {
            for (int d = 0; d < components[colour].length; d++) {
                double factor = weight * components[colour][d];
                for (int c = 0; c < channels; c++) {
                    projection[colour][c] += factor * bottleneck[d * channels + c];
                }
            }
        }
        return projection;
    }

    private static void add(float[] local, double[] projection, double[] projected) {
        for (int c = 0; c < projection.length; c++) {
            for (int point = 0; point < POINTS; point++) {
                projected[point] += projection[c] * local[c * POINTS + point];
            }
        }
    }

    private static void scale(double[] projected, float[] image, int at) {
        double least = Arrays.stream(projected).min().orElseThrow();
        double extent = Arrays.stream(projected).max().orElseThrow() - least;
        for (int point = 0; point < POINTS; point++) {
            image[at + point] = extent > 0 ? (float) ((projected[point] - least) / extent) : EVEN;
        }
    }
}
