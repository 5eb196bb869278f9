package org.topostream.factortopy.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.LayerFeatures;

/// A predictor owns all of the memory that it reads.
class PredictorMemoryTest {
    private static final int VOXELS = 500;
    private static final int CHANNELS = 3;
    private static final float RUBBISH = 1e30f;

    @Test
    void predictsTheSameAfterTheMemoryItWasMadeFromIsUsedAgain() {
        List<Predictor> predictors = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            predictors.add(Predictor.compile(encoder()));
        }
        float[] before = predictors.getFirst().predict(features());

        List<ByteBuffer> rubbish = collectAndOverwrite();

        for (Predictor predictor : predictors) {
            assertArrayEquals(before, predictor.predict(features()), "with " + rubbish.size() + " buffers of rubbish");
            predictor.close();
        }
    }

    /// Lets the collector free what nobody refers to, and fills as much memory of every parameter's size.
    private static List<ByteBuffer> collectAndOverwrite() {
        List<ByteBuffer> rubbish = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            System.gc();
            for (int[] shape : shape().parameterShapes().values()) {
                int size = 1;
                for (int length : shape) {
                    size *= length;
                }
                for (int i = 0; i < 16; i++) {
                    ByteBuffer buffer = ByteBuffer.allocateDirect(Float.BYTES * size).order(ByteOrder.nativeOrder());
                    while (buffer.hasRemaining()) {
                        buffer.putFloat(RUBBISH);
                    }
                    rubbish.add(buffer);
                }
            }
        }
        return rubbish;
    }

    private static EncoderShape shape() {
        return new EncoderShape(VOXELS, List.of("one", "two"), new int[]{CHANNELS, CHANNELS}, 8);
    }

    private static Encoder encoder() {
        float[] xyz = new float[3 * VOXELS];
        for (int i = 0; i < xyz.length; i++) {
            xyz[i] = i;
        }
        Map<String, FloatTensor> tensors = new LinkedHashMap<>(Parameters.initial(shape(), 1).tensors());
        float[] bias = new float[VOXELS];
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            bias[voxel] = voxel;
        }
        tensors.put("bias", new FloatTensor(new int[]{VOXELS}, bias));
        return new Encoder(shape(), Coordinates.of(xyz), new Parameters(tensors), Normaliser.identity(VOXELS));
    }

    private static Features features() {
        List<LayerFeatures> layers = new ArrayList<>();
        for (String name : shape().layerNames()) {
            float[] local = new float[CHANNELS * 64];
            for (int i = 0; i < local.length; i++) {
                local[i] = i % 7;
            }
            layers.add(new LayerFeatures(name, CHANNELS, local, new float[]{1, 2, 3}));
        }
        return new Features(layers);
    }
}
