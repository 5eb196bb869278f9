package org.topostream.factortopy.encoder;

import static org.topostream.factortopy.encoder.Closeness.assertClose;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.LayerFeatures;

/// Gradients depend on nothing that others do with memory in the meantime.
class GradientMemoryTest {
    private static final int VOXELS = 60;
    private static final int CHANNELS = 16;
    private static final int ROUNDS = 30;
    private static final float RUBBISH = 1e30f;

    @Test
    void areTheSameWhileOthersTakeAndFreeMemory() throws InterruptedException {
        EncoderShape shape = new EncoderShape(VOXELS, List.of("one", "two"), new int[]{CHANNELS, CHANNELS}, 32);
        float[] xyz = new float[3 * VOXELS];
        float[][] targets = new float[2][VOXELS];
        for (int i = 0; i < xyz.length; i++) {
            xyz[i] = i * i % 97;
            targets[i % 2][i % VOXELS] = i % 5 - 2;
        }
        try (TrainingSession session = new TrainingSession(shape, Coordinates.of(xyz), Parameters.initial(shape, 1),
                OptimiserState.fresh(), TrainingOptions.defaults(), "torch:cpu")) {
            List<Features> batch = List.of(features(3), features(5));
            session.step(batch, targets); // selectors get a gradient once the first step has moved them from 0
            Map<String, FloatTensor> expected = session.gradients(batch, targets, 0.05);
            Thread others = Thread.ofPlatform().daemon().start(GradientMemoryTest::takeAndFree);

            for (int round = 0; round < ROUNDS; round++) {
                Map<String, FloatTensor> gradients = session.gradients(batch, targets, 0.05);

                expected.forEach((name, tensor) -> assertClose(name, tensor.values(), gradients.get(name).values(),
                        1e-4));
            }
            others.interrupt();
            others.join();
        }
    }

    /// Small pieces, as a number takes, full of rubbish; and a collector that runs often.
    private static void takeAndFree() {
        Deque<ByteBuffer> rubbish = new ArrayDeque<>();
        while (!Thread.currentThread().isInterrupted()) {
            System.gc();
            for (int i = 0; i < 20_000; i++) {
                rubbish.addLast(
                        ByteBuffer.allocateDirect(Float.BYTES).order(ByteOrder.nativeOrder()).putFloat(0, RUBBISH));
            }
            while (rubbish.size() > 4000) {
                rubbish.removeFirst();
            }
        }
    }

    private static Features features(int seed) {
        float[] local = new float[CHANNELS * 64];
        float[] global = new float[CHANNELS];
        for (int i = 0; i < local.length; i++) {
            local[i] = i * seed % 11 - 5;
            global[i % CHANNELS] = i % seed;
        }
        return new Features(List.of(new LayerFeatures("one", CHANNELS, local, global),
                new LayerFeatures("two", CHANNELS, local, global)));
    }
}
