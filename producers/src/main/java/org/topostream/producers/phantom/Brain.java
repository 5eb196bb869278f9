package org.topostream.producers.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.encoder.Selectors;

/// The phantom's noiseless responses: the method of *Brain Decodes Deep Nets*, section 3, with known selectors, in
/// plain arithmetic and in no way dependent on the encoder that is to find them.
final class Brain {
    private static final int GRID = Features.GRID;
    private static final int K = Truth.CHANNELS;

    private final Truth truth;
    /// `[L][K, C]`
    private final List<float[]> projections = new ArrayList<>();

    Brain(Truth truth, int[] widths, SplittableRandom random) {
        this.truth = truth;
        for (int width : widths) {
            float[] projection = new float[K * width];
            for (int i = 0; i < projection.length; i++) {
                projection[i] = (float) (random.nextGaussian() / Math.sqrt(width));
            }
            projections.add(projection);
        }
    }

    /// @return `[N]`, in arbitrary units
    float[] respond(Features features) {
        Selectors selectors = truth.selectors();
        int voxels = selectors.scale().length;
        int layers = projections.size();
        List<float[]> local = new ArrayList<>();
        List<float[]> global = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            LayerFeatures layer = features.layers().get(l);
            local.add(project(projections.get(l), layer.local(), layer.channels(), GRID * GRID));
            global.add(project(projections.get(l), layer.global(), layer.channels(), 1));
        }
        float[] response = new float[voxels];
        for (int voxel = 0; voxel < voxels; voxel++) {
            float scale = selectors.scale()[voxel];
            Bilinear at = Bilinear.at(selectors.space()[2 * voxel], selectors.space()[2 * voxel + 1]);
            for (int l = 0; l < layers; l++) {
                float weight = selectors.layer()[voxel * layers + l];
                for (int k = 0; k < K; k++) {
                    float token = (1 - scale) * at.sample(local.get(l), k * GRID * GRID) + scale * global.get(l)[k];
                    response[voxel] += weight * truth.readout()[voxel * K + k] * token;
                }
            }
        }
        return response;
    }

    /// `[K, C] * [C, points]`.
    private static float[] project(float[] projection, float[] tokens, int channels, int points) {
        float[] projected = new float[K * points];
        for (int k = 0; k < K; k++) {
            for (int c = 0; c < channels; c++) {
                float weight = projection[k * channels + c];
                for (int p = 0; p < points; p++) {
                    projected[k * points + p] += weight * tokens[c * points + p];
                }
            }
        }
        return projected;
    }

    /// Four neighbours on the grid; beyond its edge are zeros.
    private record Bilinear(int column, int row, float right, float below) {

        /// @param x -1 at the grid's left edge, 1 at its right
        /// @param y -1 at its top, 1 at its bottom
        static Bilinear at(float x, float y) {
            float column = ((x + 1) * GRID - 1) / 2;
            float row = ((y + 1) * GRID - 1) / 2;
            int left = (int) Math.floor(column);
            int top = (int) Math.floor(row);
            return new Bilinear(left, top, column - left, row - top);
        }

        float sample(float[] grid, int from) {
            return (1 - below) * ((1 - right) * value(grid, from, column, row)
                    + right * value(grid, from, column + 1, row))
                    + below * ((1 - right) * value(grid, from, column, row + 1)
                            + right * value(grid, from, column + 1, row + 1));
        }

        private static float value(float[] grid, int from, int column, int row) {
            boolean inside = column >= 0 && column < GRID && row >= 0 && row < GRID;
            return inside ? grid[from + row * GRID + column] : 0;
        }
    }
}
