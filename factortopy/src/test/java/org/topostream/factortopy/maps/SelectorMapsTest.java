package org.topostream.factortopy.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.encoder.Selectors;

class SelectorMapsTest {
    private static final List<String> LAYERS = List.of("one", "two", "three", "four");
    private static final float[] WEIGHTS = {0.7f, 0.2f, 0.1f, 0, 0.25f, 0.25f, 0.25f, 0.25f, 0.1f, 0.1f, 0.3f, 0.5f};
    private static final Selectors SELECTORS = new Selectors(new float[]{0, 0.5f, -1, 1, 0.25f, 0}, WEIGHTS,
            new float[]{0, 0.5f, 1});

    private static MapValues map(String kind) {
        return SelectorMaps.of(SELECTORS, LAYERS).stream().filter(map -> map.kind().equals(kind)).findFirst()
                .orElseThrow();
    }

    @Test
    void thereIsAMapOfEverythingThatSelectorsSay() {
        List<MapValues> maps = SelectorMaps.of(SELECTORS, LAYERS);

        assertEquals(List.of("layer", "confidence", "space", "scale", "weights"),
                maps.stream().map(MapValues::kind).toList());
    }

    @Test
    void layerIsTheDepthOfTheLargestWeight() {
        MapValues layer = map(SelectorMaps.LAYER);

        assertArrayEquals(new float[]{0, 0, 1}, layer.values());
        assertEquals(1, layer.columns());
        assertEquals(List.of(), layer.columnNames());
    }

    /// Expected numbers are `1 - scipy.stats.entropy(weights, axis=1) / np.log(4)` of SciPy 1.17.
    @Test
    void confidenceIsOneMinusTheEntropyInUnitsOfAnEvenChoice() {
        MapValues confidence = map("confidence");

        assertArrayEquals(new float[]{0.421610168f, 0, 0.157262349f}, confidence.values(), 1e-6f);
    }

    @Test
    void spaceHasTheColumnsXAndY() {
        MapValues space = map("space");

        assertArrayEquals(SELECTORS.space(), space.values());
        assertEquals(List.of("x", "y"), space.columnNames());
        assertEquals(2, space.columns());
    }

    @Test
    void weightsHaveAColumnForEachLayer() {
        MapValues weights = map("weights");

        assertArrayEquals(WEIGHTS, weights.values());
        assertEquals(LAYERS, weights.columnNames());
        assertEquals(4, weights.columns());
    }

    @Test
    void refusesNamesOfAnotherNumberOfLayers() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> SelectorMaps.of(SELECTORS, List.of("one", "two")));

        assertEquals("expected weights of the layers [one, two] for 3 voxels, got 12", refused.getMessage());
    }

    @Test
    void refusesValuesThatAreNotWholeRows() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> new MapValues("space", new float[3], List.of("x", "y"), "", 0, 1, "phase"));

        assertEquals("map space: expected rows of [x, y], got 3 values", refused.getMessage());
    }
}
