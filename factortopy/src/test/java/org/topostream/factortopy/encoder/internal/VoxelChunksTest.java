package org.topostream.factortopy.encoder.internal;

import static org.topostream.factortopy.encoder.Closeness.assertClose;

import java.util.Map;

import ai.djl.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.DrawnCase;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.Normaliser;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.PlainForm;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.internal.NativeSettings;

/// Voxels that go through the readout in several chunks.
class VoxelChunksTest {
    private static final int VOXELS = 131;
    private static final int BOTTLENECK = 5;
    private static final int BATCH = 9;
    private static final double REGULARISER_WEIGHT = 0.05;

    @ParameterizedTest(name = "{0} voxels at once")
    @ValueSource(ints = {1, 50, 130, 131})
    void giveWhatThePlainFormGives(int chunk) {
        NativeSettings.apply();
        DrawnCase drawn = DrawnCase.draw(1, VOXELS, new int[]{7, 16}, BOTTLENECK, BATCH, 1);
        PlainForm.Outcome expected = drawn.plain(0).evaluate(drawn.batch(), REGULARISER_WEIGHT);
        Encoder encoder = new Encoder(drawn.shape(), drawn.coordinates(), drawn.parameters(),
                Normaliser.identity(VOXELS));
        TorchEngine engine = new TorchEngine(Device.cpu(), (long) Float.BYTES * BOTTLENECK * BATCH * chunk);
        try (Learner learner = engine.learner(drawn.shape(), drawn.coordinates(), drawn.parameters(),
                OptimiserState.fresh(), TrainingOptions.defaults()); Scorer scorer = engine.scorer(encoder)) {

            float[][] whileTraining = learner.forward(drawn.features());
            float[][] finished = scorer.score(drawn.features());
            Map<String, FloatTensor> gradients = learner.gradients(drawn.features(), drawn.targets(),
                    REGULARISER_WEIGHT);

            for (int b = 0; b < BATCH; b++) {
                double[] row = new double[VOXELS];
                System.arraycopy(expected.predictions(), b * VOXELS, row, 0, VOXELS);
                assertClose("forward " + b, row, whileTraining[b], 1e-5);
                assertClose("score " + b, row, finished[b], 1e-5);
            }
            expected.gradients()
                    .forEach((name, values) -> assertClose(name, values, gradients.get(name).values(), 1e-4));
        }
    }
}
