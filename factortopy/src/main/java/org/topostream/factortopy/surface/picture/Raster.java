package org.topostream.factortopy.surface.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import javax.imageio.ImageIO;

/// Pixels to draw on, white at first.
final class Raster {
    static final int WHITE = 0xFFFFFF;
    static final int BLACK = 0;

    private final int width;
    private final int height;
    /// `[height, width]`, each 0xRRGGBB
    private final int[] pixels;

    Raster(int width, int height) {
        this.width = width;
        this.height = height;
        pixels = new int[Math.multiplyExact(width, height)];
        Arrays.fill(pixels, WHITE);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int get(int x, int y) {
        return pixels[y * width + x];
    }

    /// Colours a pixel; one beyond the edge is left out.
    void set(int x, int y, int colour) {
        if (x >= 0 && x < width && y >= 0 && y < height) {
            pixels[y * width + x] = colour;
        }
    }

    void fill(int left, int top, int columns, int rows, int colour) {
        for (int y = top; y < top + rows; y++) {
            for (int x = left; x < left + columns; x++) {
                set(x, y, colour);
            }
        }
    }

    /// Writes a line of text.
    /// @param size pixels for each of a letter's dots
    void text(int left, int top, int size, String text) {
        for (int i = 0; i < text.length(); i++) {
            for (int row = 0; row < Letters.HEIGHT; row++) {
                for (int column = 0; column < Letters.WIDTH; column++) {
                    if (Letters.isInk(text.charAt(i), column, row)) {
                        fill(left + (i * Letters.WIDTH + column) * size, top + row * size, size, size, BLACK);
                    }
                }
            }
        }
    }

    /// Lays another picture here, whose every 2 x 2 pixels become one, which smooths its edges.
    void putHalved(Raster fine, int left, int top) {
        for (int y = 0; y < fine.height / 2; y++) {
            for (int x = 0; x < fine.width / 2; x++) {
                int upper = ColourMap.mix(fine.get(2 * x, 2 * y), fine.get(2 * x + 1, 2 * y), 0.5);
                int lower = ColourMap.mix(fine.get(2 * x, 2 * y + 1), fine.get(2 * x + 1, 2 * y + 1), 0.5);
                set(left + x, top + y, ColourMap.mix(upper, lower, 0.5));
            }
        }
    }

    /// Writes a PNG; a file that is there is replaced.
    void write(Path file) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException(file + ": this Java writes no PNG");
        }
    }
}
