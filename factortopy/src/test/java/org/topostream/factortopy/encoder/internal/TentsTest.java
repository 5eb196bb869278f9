package org.topostream.factortopy.encoder.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.stream.Stream;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.topostream.factortopy.internal.NativeSettings;

/// Sampling of a grid whose values are the squares of its columns, `0, 1, 4, ... 49`. Expected numbers are by hand.
class TentsTest {
    private static final int GRID = 8;

    @ParameterizedTest(name = "x = {0}")
    @MethodSource("places")
    void samplesBetweenPointsWithTheSlopeOfTheCellBehind(float x, float value, float slope) {
        NativeSettings.apply();
        try (NDManager memory = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                GradientScope scope = new GradientScope(memory)) {
            NDArray space = scope.memory().create(new float[]{x, -0.125f}, new Shape(1, 2));
            space.setRequiresGradient(true);

            NDArray sampled = Tents.create(scope.memory()).weights(space).matMul(squares(scope.memory())).squeeze();

            JniUtils.backward((PtNDArray) sampled, (PtNDArray) scope.memory().ones(new Shape()), false, false);
            assertArrayEquals(new float[]{value}, sampled.toFloatArray(), 1e-5f);
            // 4 columns to a unit of x; rows are all alike.
            assertArrayEquals(new float[]{4 * slope, 0}, space.getGradient().toFloatArray(), 1e-4f);
        }
    }

    static Stream<Arguments> places() {
        return Stream.of(Arguments.of(0f, 12.5f, 7f), // column 3.5
                Arguments.of(0.125f, 16f, 9f), // column 4, a kink: towards column 5
                Arguments.of(-0.875f, 0f, 1f), // column 0: towards column 1
                Arguments.of(0.875f, 49f, -49f), // column 7: towards the nothing beyond
                Arguments.of(1f, 24.5f, -49f), // column 7.5
                Arguments.of(-1f, 0f, 0f)); // column -0.5: half of column 0
    }

    private static NDArray squares(NDManager memory) {
        float[] values = new float[GRID * GRID];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % GRID) * (i % GRID);
        }
        return memory.create(values, new Shape(values.length, 1));
    }
}
