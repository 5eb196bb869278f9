package org.topostream.factortopy.glm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.topostream.factortopy.npy.NpyFile;

/// The run and the batch fits that `src/test/resources/glm/glm_reference.py` made, with NumPy and SciPy alone.
final class GlmFixtures {
    static final int VOLUMES = 150;
    static final int VOXELS = 10;
    static final int MOTION = 6;
    static final double SECONDS = 1.6;

    private GlmFixtures() {}

    /// Every number of a file, in C order.
    static double[] numbers(String name) {
        try {
            return NpyFile.readDouble(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The whole run, `[V][N]`: around 10,000, with a standard deviation of about 100.
    static float[][] intensities() {
        try {
            float[] values = NpyFile.readFloat(file("intensities")).values();
            float[][] volumes = new float[VOLUMES][];
            for (int v = 0; v < VOLUMES; v++) {
                volumes[v] = Arrays.copyOfRange(values, v * VOXELS, (v + 1) * VOXELS);
            }
            return volumes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `[V][6]`.
    static double[][] motion() {
        double[] values = numbers("motion");
        double[][] motion = new double[VOLUMES][];
        for (int v = 0; v < VOLUMES; v++) {
            motion[v] = Arrays.copyOfRange(values, v * MOTION, (v + 1) * MOTION);
        }
        return motion;
    }

    /// Trials named by their place.
    static List<Trial> trials() {
        double[] values = numbers("trials");
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < values.length; i += 2) {
            trials.add(new Trial(String.valueOf(i / 2), values[i], values[i + 1]));
        }
        return trials;
    }

    /// Numbers of volumes that never come.
    static Set<Integer> missing() {
        Set<Integer> missing = new TreeSet<>();
        for (double number : numbers("missing")) {
            missing.add((int) number);
        }
        return missing;
    }

    private static Path file(String name) {
        try {
            return Path.of(GlmFixtures.class.getResource("/glm/" + name + ".npy").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
