package org.topostream.factortopy.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.encoder.Selectors;

class RandomProblemTest {

    @Test
    void isTheSameForTheSameSeed() {
        RandomProblem first = RandomProblem.draw(20, 2, 3, 4, 2, 9);
        RandomProblem again = RandomProblem.draw(20, 2, 3, 4, 2, 9);
        RandomProblem other = RandomProblem.draw(20, 2, 3, 4, 2, 10);

        assertEquals(first.parameters(), again.parameters());
        assertArrayEquals(first.targets(), again.targets());
        assertArrayEquals(first.coordinates().values(), again.coordinates().values());
        assertNotEquals(first.parameters(), other.parameters());
    }

    @Test
    void itsVoxelsLookAllOverTheGrid() {
        RandomProblem problem = RandomProblem.draw(5000, 3, 2, 4, 1, 1);

        Selectors selectors = problem.encoder().selectors();

        Set<Integer> points = new HashSet<>();
        for (int voxel = 0; voxel < 5000; voxel++) {
            points.add(point(selectors.space()[2 * voxel + 1]) * Features.GRID + point(selectors.space()[2 * voxel]));
        }
        assertTrue(points.size() > 0.9 * Features.GRID * Features.GRID, points.toString());
    }

    @Test
    void itsFeaturesFitHalfPrecision() {
        LayerFeatures layer = RandomProblem.draw(5, 1, 30, 4, 1, 2).features().getFirst().layers().getFirst();

        Set<Float> distinct = new HashSet<>();
        for (float value : layer.local()) {
            assertEquals(value, Float.float16ToFloat(Float.floatToFloat16(value)));
            distinct.add(value);
        }
        assertTrue(distinct.size() > 1000, distinct.size() + " distinct of " + layer.local().length);
    }

    /// The grid point nearest to a place between -1 and 1.
    private static int point(float place) {
        return Math.min(Features.GRID - 1, (int) ((place + 1) * Features.GRID / 2));
    }
}
