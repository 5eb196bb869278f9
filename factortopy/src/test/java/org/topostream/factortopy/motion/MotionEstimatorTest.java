package org.topostream.factortopy.motion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against volumes that `src/test/resources/motion/moved_volumes.py` moved, with SciPy's splines.
class MotionEstimatorTest {
    private static final double MILLIMETRES = 0.05;
    private static final double RADIANS = 0.001;

    private final MovedVolumes moved = MovedVolumes.read();
    private final MotionEstimator estimator = MotionEstimator.of(moved.image(0)).orElseThrow();

    private static void assertMotion(double[] expected, RigidMotion motion, String what) {
        double[] found = motion.parameters();
        for (int i = 0; i < RigidMotion.PARAMETERS; i++) {
            assertEquals(expected[i], found[i], i < 3 ? MILLIMETRES : RADIANS, what + ", parameter " + i + " of "
                    + motion);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void findsHowAHeadWasMoved(int volume) {
        RigidMotion motion = estimator.estimate(moved.image(volume));

        assertMotion(moved.motion(volume), motion, "volume " + volume);
    }

    @Test
    void aHeadThatStayedHasNotMovedAtAll() {
        RigidMotion motion = estimator.estimate(moved.image(0));

        assertArrayEquals(new double[RigidMotion.PARAMETERS], motion.parameters(), 1e-12);
    }

    @Test
    void theSameVolumesGiveTheSameNumbersWhateverCameBetween() {
        RigidMotion before = estimator.estimate(moved.image(4));
        estimator.estimate(moved.image(5));

        RigidMotion after = MotionEstimator.of(moved.image(0)).orElseThrow().estimate(moved.image(4));

        assertArrayEquals(before.parameters(), after.parameters());
        assertArrayEquals(before.parameters(), estimator.estimate(moved.image(4)).parameters());
    }

    /// Its rows, columns and slices the other way round: the same head at the same place.
    @Test
    void howVoxelsLieDoesNotMatter() {
        ScannedImage image = moved.image(4);
        int[] size = image.size();
        float[] values = new float[image.values().length];
        for (int i = 0; i < values.length; i++) {
            values[values.length - 1 - i] = image.values()[i];
        }
        double[] affine = image.affine().clone();
        double[] corner = image.millimetres(size[0] - 1, size[1] - 1, size[2] - 1);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                affine[4 * row + column] *= -1;
            }
            affine[4 * row + 3] = corner[row];
        }

        RigidMotion motion = estimator.estimate(new ScannedImage(size, values, affine));

        assertArrayEquals(estimator.estimate(image).parameters(), motion.parameters(), 1e-5);
    }

    /// Five slices lost at one end, and a voxel that is no number.
    @Test
    void aHeadThatIsPartlyOutsideIsStillFound() {
        ScannedImage whole = moved.image(1);
        int[] size = {whole.size()[0], whole.size()[1], whole.size()[2] - 5};
        float[] values = Arrays.copyOf(whole.values(), size[0] * size[1] * size[2]);
        values[3] = Float.NaN;

        RigidMotion motion = estimator.estimate(new ScannedImage(size, values, whole.affine()));

        assertMotion(moved.motion(1), motion, "cut");
    }

    @Test
    void whatTellsNoMotionHasNoEstimator() {
        double[] affine = moved.image(0).affine();
        float[] noise = new float[20 * 20 * 20];
        IntStream.range(0, noise.length).forEach(i -> noise[i] = i * 31 % 97);

        assertEquals(Optional.empty(), MotionEstimator.of(new ScannedImage(new int[]{20, 20, 20}, new float[8_000],
                affine)));
        assertEquals(Optional.empty(), MotionEstimator.of(new ScannedImage(new int[]{1_000, 4, 2}, noise, affine)));
        assertEquals(Optional.empty(), MotionEstimator.of(new ScannedImage(new int[]{20, 20, 20}, noise,
                new double[16])));
        assertTrue(MotionEstimator.of(new ScannedImage(new int[]{20, 20, 20}, noise, affine)).isPresent());
    }

    @Test
    void whateverComesTheNumbersAreFinite() {
        ScannedImage first = moved.image(0);
        float[] empty = new float[first.values().length];
        float[] upsideDown = new float[empty.length];
        for (int i = 0; i < empty.length; i++) {
            upsideDown[i] = -1e6f * first.values()[empty.length - 1 - i];
        }

        for (float[] values : new float[][]{empty, upsideDown}) {
            RigidMotion motion = estimator.estimate(new ScannedImage(first.size(), values, first.affine()));

            assertTrue(Arrays.stream(motion.parameters()).allMatch(Double::isFinite), motion.toString());
        }
        assertThrows(IllegalArgumentException.class,
                () -> estimator.estimate(new ScannedImage(first.size(), empty, new double[16])));
    }

    @Test
    void refusesSizesThatDoNotFit() {
        assertThrows(IllegalArgumentException.class,
                () -> new ScannedImage(new int[]{2, 2, 2}, new float[7], new double[16]));
        assertThrows(IllegalArgumentException.class,
                () -> new ScannedImage(new int[]{2, 2}, new float[4], new double[16]));
    }
}
