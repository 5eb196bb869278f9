package org.topostream.factortopy.surface.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.factortopy.surface.Mesh;

class MapPictureTest {
    /// Left, right, behind, in front, below, above.
    private static final float[] CORNERS = {-40, 0, 0, 40, 0, 0, 0, -40, 0, 0, 40, 0, 0, 0, -40, 0, 0, 40};
    private static final Mesh OCTAHEDRON = new Mesh(CORNERS,
            new int[]{0, 4, 3, 0, 2, 4, 0, 3, 5, 0, 5, 2, 1, 3, 4, 1, 4, 2, 1, 5, 3, 1, 2, 5});
    private static final float[] NO_SHADING = {};
    private static final int PURPLE = 0x440154;
    private static final int YELLOW = 0xFDE725;
    private static final int GREY = 0xC8C8C8;

    @TempDir
    private Path folder;

    private static MapStyle style(ColourMap colours, String... columns) {
        return new MapStyle(List.of("anna: r of clip, encoder 3"), List.of(columns), "Pearson r", 0, 1, colours);
    }

    private BufferedImage draw(MapStyle style, List<Body> bodies, FloatTensor values) throws IOException {
        Path file = folder.resolve("map.png");
        MapPicture.write(file, style, bodies, values);
        return ImageIO.read(file.toFile());
    }

    /// In the middle of a panel.
    private static int middle(BufferedImage image, int row, int panel) {
        return image.getRGB(16 + panel * 400 + 200, 16 + 32 + row * 339 + 19 + 160) & 0xFFFFFF;
    }

    private static void assertColour(int expected, int found) {
        for (int shift = 0; shift < 24; shift += 8) {
            assertEquals(expected >> shift & 0xFF, found >> shift & 0xFF, 6,
                    "expected " + Integer.toHexString(expected) + ", got " + Integer.toHexString(found));
        }
    }

    @Test
    void showsBothSidesOfBothHemispheres() throws IOException {
        int[] voxels = {0, 1, 0, 0, 0, 0};
        List<Body> bodies = List.of(new Body.Cortex(Hemisphere.LEFT, OCTAHEDRON, voxels, NO_SHADING),
                new Body.Cortex(Hemisphere.RIGHT, OCTAHEDRON, voxels, NO_SHADING));

        BufferedImage image = draw(style(ColourMap.VIRIDIS, "r"), bodies,
                new FloatTensor(new int[]{2}, new float[]{0, 1}));

        assertEquals(2 * 16 + 4 * 400, image.getWidth());
        assertEquals(2 * 16 + 32 + 339 + 110, image.getHeight());
        assertColour(PURPLE, middle(image, 0, 0)); // left, lateral: the corner at the left
        assertColour(YELLOW, middle(image, 0, 1)); // left, medial
        assertColour(PURPLE, middle(image, 0, 2)); // right, medial
        assertColour(YELLOW, middle(image, 0, 3)); // right, lateral
        assertColour(Raster.WHITE, image.getRGB(20, 16 + 32 + 30));
    }

    @Test
    void isGreyWhereThereIsNoValue() throws IOException {
        int[] voxels = {-1, 0, -1, -1, -1, -1};
        float[] shading = {1, -1, 1, 1, 1, 1};

        BufferedImage image = draw(style(ColourMap.VIRIDIS, "r"),
                List.of(new Body.Cortex(Hemisphere.LEFT, OCTAHEDRON, voxels, shading)),
                new FloatTensor(new int[]{1}, new float[]{Float.NaN}));

        assertColour(0x9A9A9A, middle(image, 0, 0)); // a sulcus without a voxel
        assertColour(GREY, middle(image, 0, 1)); // a voxel without a value, on a gyrus
    }

    @Test
    void hasARowForEachColumn() throws IOException {
        List<Body> bodies = List.of(
                new Body.Cortex(Hemisphere.LEFT, OCTAHEDRON, new int[]{0, 0, 0, 0, 0, 0}, NO_SHADING));

        BufferedImage image = draw(style(ColourMap.VIRIDIS, "layer 1", "layer 2"), bodies,
                new FloatTensor(new int[]{1, 2}, new float[]{1, 0}));

        assertColour(YELLOW, middle(image, 0, 0));
        assertColour(PURPLE, middle(image, 1, 0));
    }

    @Test
    void makesOneColourOfAPlaceInAPlane() throws IOException {
        List<Body> bodies = List.of(
                new Body.Cortex(Hemisphere.LEFT, OCTAHEDRON, new int[]{0, 0, 0, 0, 0, 0}, NO_SHADING));

        BufferedImage image = draw(style(ColourMap.PHASE, "x", "y"), bodies,
                new FloatTensor(new int[]{1, 2}, new float[]{1, 0}));

        assertEquals(2 * 16 + 32 + 339 + 110, image.getHeight());
        assertColour(0x733957, middle(image, 0, 0));
    }

    @Test
    void looksOntoAFlatSurface() throws IOException {
        Mesh square = new Mesh(new float[]{-1, 0, -1, 1, 0, -1, 1, 0, 1, -1, 0, 1, 0, 50, 0},
                new int[]{0, 1, 2, 0, 2, 3});

        BufferedImage image = draw(style(ColourMap.VIRIDIS, "r"),
                List.of(new Body.Cortex(Hemisphere.LEFT, square, new int[]{0, 0, 0, 0, 0}, NO_SHADING)),
                new FloatTensor(new int[]{1}, new float[]{1}));

        assertEquals(2 * 16 + 800, image.getWidth());
        assertColour(YELLOW, middle(image, 0, 0));
        assertEquals(1, Panel.of(new Body.Cortex(Hemisphere.LEFT, square, new int[5], NO_SHADING)).size());
    }

    @Test
    void showsVoxelsAsPointsTheNearestInFront() throws IOException {
        Body cloud = new Body.Cloud(Optional.empty(), new float[]{-10, 0, 0, 10, 0, 0}, new int[]{0, 1});

        BufferedImage image = draw(style(ColourMap.VIRIDIS, "r"), List.of(cloud),
                new FloatTensor(new int[]{2}, new float[]{0, 1}));

        assertEquals(2 * 16 + 4 * 400, image.getWidth());
        assertColour(PURPLE, middle(image, 0, 0)); // from the left
        assertColour(YELLOW, middle(image, 0, 1)); // from the right
    }

    @Test
    void refusesWhatItCannotDraw() {
        Body cortex = new Body.Cortex(Hemisphere.LEFT, OCTAHEDRON, new int[]{0, 0, 5, 0, 0, 0}, NO_SHADING);

        assertRefused("expected something to paint on and 1 to 64 values a voxel for a picture, got 0 bodies and 1 "
                + "values", style(ColourMap.VIRIDIS, "r"), List.of());
        assertRefused("expected something to paint on and 1 to 64 values a voxel for a picture, got 1 bodies and 65 "
                + "values", style(ColourMap.VIRIDIS, Collections.nCopies(65, "c").toArray(String[]::new)),
                List.of(cortex));
        assertRefused("expected values for [a, b], got the shape [2]", style(ColourMap.VIRIDIS, "a", "b"),
                List.of(cortex));
        assertRefused("a surface shows voxel 5, expected 0 to 1, the map's voxels", style(ColourMap.VIRIDIS, "r"),
                List.of(cortex));
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> new Body.Cortex(Hemisphere.LEFT, OCTAHEDRON, new int[5], NO_SHADING)).getMessage()
                .endsWith("for each of 6 vertices of the left hemisphere, got 5 and 0"));
    }

    private void assertRefused(String reason, MapStyle style, List<Body> bodies) {
        FloatTensor values = new FloatTensor(new int[]{2}, new float[2]);
        assertEquals(reason, assertThrows(IllegalArgumentException.class,
                () -> MapPicture.write(folder.resolve("map.png"), style, bodies, values)).getMessage());
    }
}
