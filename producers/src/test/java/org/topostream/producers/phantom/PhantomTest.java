package org.topostream.producers.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.Backbones;
import org.topostream.factortopy.encoder.Selectors;
import org.topostream.factortopy.metrics.Correlation;
import org.topostream.producers.Presentation;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Split;

/// The simulated participant, seeing with the bundled network.
class PhantomTest {
    private static final int VOXELS = 40;
    private static final int TRIALS = 200;
    private static Backbone backbone;
    private static Phantom phantom;

    @BeforeAll
    static void wakeUp() throws IOException {
        backbone = Backbones.bundled();
        phantom = new Phantom("phantom", backbone, VOXELS, TRIALS, 7);
    }

    @AfterAll
    static void close() {
        backbone.close();
    }

    @Test
    void showsEveryTenthPictureForValidation() {
        List<Presentation> presentations = phantom.presentations();

        assertEquals(TRIALS, presentations.size());
        assertEquals(TRIALS / 10, presentations.stream().filter(p -> p.split() == Split.VALIDATION).count());
        assertEquals(TRIALS, presentations.stream().map(Presentation::stimulusId).distinct().count());
    }

    @Test
    void answersTheSameToTheSameTrial() throws IOException {
        Presentation trial = phantom.presentations().get(3);
        Phantom twin = new Phantom("twin", backbone, VOXELS, 5, 7);

        float[] answer = twin.response(trial);

        assertArrayEquals(phantom.image(trial).bytes(), twin.image(trial).bytes());
        assertArrayEquals(phantom.response(trial), answer);
    }

    @Test
    void responsesAreOfUnitVarianceAndDifferFromVoxelToVoxel() throws IOException {
        float[] ceiling = Tensors.floats(phantom.subject().getNoiseCeiling());
        float[][] responses = new float[VOXELS][TRIALS];
        for (int trial = 0; trial < TRIALS; trial++) {
            float[] response = phantom.response(phantom.presentations().get(trial));
            for (int voxel = 0; voxel < VOXELS; voxel++) {
                responses[voxel][trial] = response[voxel];
            }
        }

        double variance = 0;
        double neighbours = 0;
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            variance += variance(responses[voxel]) / VOXELS;
            neighbours = Math.max(neighbours,
                    Math.abs(Correlation.pearson(responses[voxel], responses[(voxel + 1) % VOXELS])));
            assertTrue(ceiling[voxel] >= 0.5 && ceiling[voxel] <= 0.9);
        }

        assertEquals(1, variance, 0.3, "signal and noise of unit variance");
        assertTrue(neighbours < 0.95, "two voxels answer alike: " + neighbours);
    }

    @Test
    void eachHemisphereSeesTheOppositeHalfOfTheImage() {
        Selectors truth = phantom.truth();
        float[] hemispheres = Tensors.floats(phantom.subject().getHemispheres());

        for (int voxel = 0; voxel < VOXELS; voxel++) {
            assertEquals(hemispheres[voxel] == 0, truth.space()[2 * voxel] > 0, "voxel " + voxel);
        }
    }

    private static double variance(float[] values) {
        double mean = 0;
        for (float value : values) {
            mean += value / values.length;
        }
        double square = 0;
        for (float value : values) {
            square += (value - mean) * (value - mean) / (values.length - 1);
        }
        return square;
    }
}
