package org.topostream.producers.phantom;

/// Where the phantom's voxels lie: on two spheres, in a cap around each occipital pole that stands for visual cortex.
/// Axes as in RAS: x to the right, y to the front, z up; in millimetres.
///
/// @param coordinates `[N, 3]`, left hemisphere first
/// @param level       `[N]`, height in the visual hierarchy: 0 at the pole to 1 at the cap's rim
/// @param meridian    `[N]`, angle around the pole in radians, -pi to pi
record Anatomy(float[] coordinates, double[] level, double[] meridian) {
    static final double RADIUS = 45;
    static final double CENTRE = 48;
    /// How far the cap reaches from the pole.
    static final double RIM = Math.toRadians(75);
    private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

    /// @param voxels how many, half of them in each hemisphere
    static Anatomy of(int voxels) {
        Anatomy anatomy = new Anatomy(new float[3 * voxels], new double[voxels], new double[voxels]);
        int left = voxels / 2;
        for (int voxel = 0; voxel < voxels; voxel++) {
            if (voxel < left) {
                anatomy.place(voxel, voxel, left, -1);
            } else {
                anatomy.place(voxel, voxel - left, voxels - left, 1);
            }
        }
        return anatomy;
    }

    /// A point of the golden-angle lattice, which covers the cap evenly.
    private void place(int voxel, int index, int count, int side) {
        double height = 1 - (1 - Math.cos(RIM)) * (index + 0.5) / count;
        double fromPole = Math.acos(height);
        double around = Math.IEEEremainder(index * GOLDEN_ANGLE, 2 * Math.PI);
        level[voxel] = fromPole / RIM;
        meridian[voxel] = around;
        coordinates[3 * voxel] = (float) (side * (CENTRE + RADIUS * Math.sin(fromPole) * Math.cos(around)));
        coordinates[3 * voxel + 1] = (float) (-RADIUS * height);
        coordinates[3 * voxel + 2] = (float) (RADIUS * Math.sin(fromPole) * Math.sin(around));
    }

    int voxels() {
        return level.length;
    }

    /// Whether a voxel is in the right hemisphere.
    boolean isRight(int voxel) {
        return voxel >= voxels() / 2;
    }
}
