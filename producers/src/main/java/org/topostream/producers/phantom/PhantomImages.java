package org.topostream.producers.phantom;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;

import javax.imageio.ImageIO;

/// Pictures to show the phantom, made up on the spot with the statistics of natural images: discs that occlude each
/// other ("dead leaves", Lee, Mumford and Huang 2001), textured with 1/f noise.
public final class PhantomImages {
    private static final int SIZE = 128;
    private static final double SMALLEST_PART = 40;
    private static final double COVERED = 0.999;

    private PhantomImages() {}

    /// The same JPEG for the same seed.
    public static byte[] jpeg(long seed) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        ImageIO.write(render(new SplittableRandom(seed)), "jpeg", encoded);
        return encoded.toByteArray();
    }

    private static BufferedImage render(SplittableRandom random) {
        Palette palette = Palette.draw(random);
        double smallest = Math.exp(random.nextDouble(Math.log(SIZE / SMALLEST_PART), Math.log(SIZE / 3.0)));
        float[][] textures = {noise(random), noise(random), noise(random)};
        float[] shade = noise(random);
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        boolean[] covered = new boolean[SIZE * SIZE];
        int left = covered.length;
        while (left > (1 - COVERED) * covered.length) {
            double radius = radius(smallest, random.nextDouble());
            double x = random.nextDouble(-radius, SIZE + radius);
            double y = random.nextDouble(-radius, SIZE + radius);
            float[] texture = textures[random.nextInt(textures.length)];
            left -= new Disc(x, y, radius).paint(image, covered, palette.leaf(random), texture, shade, palette);
        }
        return image;
    }

    /// Of a density proportional to `r^-3` between the smallest radius and the image's size.
    private static double radius(double smallest, double u) {
        double least = Math.pow(smallest, -2);
        return 1 / Math.sqrt(least - u * (least - Math.pow(SIZE, -2)));
    }

    /// Octaves of smooth noise, each with half the amplitude of the coarser one; `[128, 128]` of about unit variance.
    private static float[] noise(SplittableRandom random) {
        float[] sum = new float[SIZE * SIZE];
        float amplitude = 1.4f;
        for (int cells = 2; cells <= SIZE / 2; cells *= 2, amplitude /= 2) {
            float[] grid = new float[(cells + 1) * (cells + 1)];
            for (int i = 0; i < grid.length; i++) {
                grid[i] = (float) random.nextGaussian(0, amplitude);
            }
            for (int pixel = 0; pixel < sum.length; pixel++) {
                sum[pixel] += interpolate(grid, cells, pixel % SIZE, pixel / SIZE);
            }
        }
        return sum;
    }

    private static float interpolate(float[] grid, int cells, int x, int y) {
        float column = x * cells / (float) SIZE;
        float row = y * cells / (float) SIZE;
        int at = (int) row * (cells + 1) + (int) column;
        float right = column - (int) column;
        float below = row - (int) row;
        return (1 - below) * ((1 - right) * grid[at] + right * grid[at + 1])
                + below * ((1 - right) * grid[at + cells + 1] + right * grid[at + cells + 2]);
    }

    /// One leaf.
    private record Disc(double x, double y, double radius) {

        /// @return how many pixels it covered that were bare
        int paint(BufferedImage image, boolean[] covered, Palette.Leaf leaf, float[] texture, float[] shade,
                Palette palette) {
            int painted = 0;
            int top = (int) Math.max(0, Math.ceil(y - radius));
            int bottom = (int) Math.min(SIZE - 1, Math.floor(y + radius));
            for (int row = top; row <= bottom; row++) {
                double half = Math.sqrt(Math.max(0, radius * radius - (row - y) * (row - y)));
                int right = (int) Math.min(SIZE - 1, Math.floor(x + half));
                for (int column = (int) Math.max(0, Math.ceil(x - half)); column <= right; column++) {
                    int pixel = row * SIZE + column;
                    if (!covered[pixel]) {
                        covered[pixel] = true;
                        image.setRGB(column, row, leaf.rgb(texture[pixel], palette.shading() * shade[pixel]));
                        painted++;
                    }
                }
            }
            return painted;
        }
    }
}
