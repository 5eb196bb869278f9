package org.topostream.factortopy.surface.picture;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Paints voxels as discs, the farthest first.
final class CloudPainter {
    private static final int NOTHING = 0xC8C8C8;
    private static final double SMALLEST = 3;
    private static final double LARGEST = 14;

    private CloudPainter() {}

    /// @param inks `[N]`, see [Inks]
    static void paint(Body.Cloud cloud, View view, Projection projection, int[] inks, Raster raster) {
        float[] places = cloud.coordinates();
        double area = projection.bounds().width() * projection.bounds().height() * projection.scale()
                * projection.scale();
        double radius = Math.clamp(0.6 * Math.sqrt(area / cloud.voxels().length), SMALLEST, LARGEST);
        List<Integer> order = IntStream.of(cloud.voxels()).boxed()
                .sorted(Comparator.comparingDouble(voxel -> view.near(places, voxel))).toList();
        for (int voxel : order) {
            disc(raster, projection.x(view.right(places, voxel)), projection.y(view.up(places, voxel)), radius,
                    inks[voxel] == Inks.NONE ? NOTHING : inks[voxel]);
        }
    }

    private static void disc(Raster raster, double x, double y, double radius, int colour) {
        for (int row = (int) Math.floor(y - radius); row <= y + radius; row++) {
            for (int column = (int) Math.floor(x - radius); column <= x + radius; column++) {
                if (Math.hypot(column + 0.5 - x, row + 0.5 - y) <= radius) {
                    raster.set(column, row, colour);
                }
            }
        }
    }
}
