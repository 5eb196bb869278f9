package org.topostream.factortopy.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Normaliser;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.Selectors;

/// Expected numbers are those of NumPy 2.4 and scikit-learn 1.9 on the same readouts, bottlenecks, layer weights and
/// tokens: `PCA(3).fit(weight[inside]).components_ @ sum(layer[inside].mean(0)[l] * bottleneck[l] @ local[l])`, each of
/// the three scaled to 0..1 by its least and its largest.
class ReadoutImageTest {
    private static final int VOXELS = 9;
    private static final int BOTTLENECK = 4;
    private static final int POINTS = 64;
    private static final int[] INSIDE = {1, 2, 4, 5, 7, 8};
    private static final EncoderShape SHAPE = new EncoderShape(VOXELS, List.of("one", "two"), new int[]{2, 3},
            BOTTLENECK);

    private static Encoder encoder() {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>(Parameters.initial(SHAPE, 1).tensors());
        FloatTensor weight = FloatTensor.zeros(VOXELS, BOTTLENECK);
        for (int n = 0; n < VOXELS; n++) {
            for (int d = 0; d < BOTTLENECK; d++) {
                weight.values()[n * BOTTLENECK + d] = (float) Math.sin(1.9 * n + 0.8 * d + 0.5 * n * d);
            }
        }
        tensors.put("weight", weight);
        for (int layer = 0; layer < SHAPE.layers(); layer++) {
            int channels = SHAPE.widths()[layer];
            FloatTensor bottleneck = FloatTensor.zeros(BOTTLENECK, channels, 1, 1);
            for (int d = 0; d < BOTTLENECK; d++) {
                for (int c = 0; c < channels; c++) {
                    bottleneck.values()[d * channels + c] = (float) Math.cos(0.9 * d + 1.3 * c + layer + 0.7 * d * c);
                }
            }
            tensors.put("local_token_bottleneck." + layer + ".weight", bottleneck);
        }
        return new Encoder(SHAPE, Coordinates.of(new float[3 * VOXELS]), new Parameters(tensors),
                Normaliser.identity(VOXELS));
    }

    private static Selectors selectors() {
        float[] layer = new float[2 * VOXELS];
        for (int n = 0; n < VOXELS; n++) {
            layer[2 * n] = (float) ((1 + n % 3) / 5.0);
            layer[2 * n + 1] = (float) (1 - (1 + n % 3) / 5.0);
        }
        return new Selectors(new float[2 * VOXELS], layer, new float[VOXELS]);
    }

    private static Features features() {
        List<LayerFeatures> layers = new ArrayList<>();
        for (int layer = 0; layer < SHAPE.layers(); layer++) {
            int channels = SHAPE.widths()[layer];
            float[] local = new float[channels * POINTS];
            for (int c = 0; c < channels; c++) {
                for (int point = 0; point < POINTS; point++) {
                    local[c * POINTS + point] = (float) Math.sin(0.5 * c + 0.37 * point + 1.1 * layer
                            + 0.11 * c * point);
                }
            }
            layers.add(new LayerFeatures(SHAPE.layerNames().get(layer), channels, local, new float[channels]));
        }
        return new Features(layers);
    }

    private static float[] at(float[] image, int colour, int... points) {
        float[] values = new float[points.length];
        for (int i = 0; i < points.length; i++) {
            values[i] = image[colour * POINTS + points[i]];
        }
        return values;
    }

    @Test
    void agreesWithNumPyAndScikitLearn() {
        ReadoutImage images = ReadoutImage.of(encoder(), selectors(), INSIDE);

        float[] image = images.draw(features());

        assertEquals(3 * POINTS, image.length);
        assertArrayEquals(new float[]{0.437556054f, 0.44367788f, 0.594717649f, 0.337110495f, 0.361191142f},
                at(image, 0, 0, 1, 9, 30, 63), 1e-5f);
        assertArrayEquals(new float[]{0.479516675f, 0.672601525f, 0.058096513f, 0.327090443f, 0.017083183f},
                at(image, 1, 0, 1, 9, 30, 63), 1e-5f);
        assertArrayEquals(new float[]{0.619692769f, 0.608889307f, 0.32423442f, 0.935378857f, 0.60456676f},
                at(image, 2, 0, 1, 9, 30, 63), 1e-5f);
    }

    @Test
    void everyColourGoesFromZeroToOne() {
        float[] image = ReadoutImage.of(encoder(), selectors(), INSIDE).draw(features());

        assertArrayEquals(new float[]{0, 1}, at(image, 0, 27, 20));
        assertArrayEquals(new float[]{0, 1}, at(image, 1, 10, 4));
        assertArrayEquals(new float[]{0, 1}, at(image, 2, 22, 29));
    }

    @Test
    void coloursWithoutAComponentAreEven() {
        float[] image = ReadoutImage.of(encoder(), selectors(), new int[]{3}).draw(features());

        float[] even = new float[3 * POINTS];
        Arrays.fill(even, 0.5f);
        assertArrayEquals(even, image);
    }

    @Test
    void refusesARegionWithoutVoxels() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> ReadoutImage.of(encoder(), selectors(), new int[0]));

        assertEquals("expected at least 1 voxel, and selectors of 9 voxels and 2 layers, got 0 and 18 layer weights",
                refused.getMessage());
    }

    @Test
    void refusesAVoxelThatTheEncoderLacks() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> ReadoutImage.of(encoder(), selectors(), new int[]{0, 9}));

        assertEquals("expected voxels from 0 to 8, got 9", refused.getMessage());
    }

    @Test
    void refusesFeaturesOfOtherLayers() {
        ReadoutImage images = ReadoutImage.of(encoder(), selectors(), INSIDE);
        Features other = new Features(features().layers().subList(0, 1));

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> images.draw(other));

        assertEquals("expected layers of [2, 3] channels, got [2]", refused.getMessage());
    }
}
