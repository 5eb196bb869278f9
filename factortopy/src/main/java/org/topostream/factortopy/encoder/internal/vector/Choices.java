package org.topostream.factortopy.encoder.internal.vector;

/// What a block of voxels chooses, and the weights with which each reads the tokens of its cell.
///
/// A voxel's weight on a token is `tent * (1 - scale) * layer` for a grid point, `scale * layer` for the global token.
final class Choices {
    private final int layers;
    private final float[] layer;
    private final float[] logLayer;
    private final float[] scale;
    /// How far to the right of, and below, the cell's upper left corner.
    private final float[] right;
    private final float[] below;
    private final float[] layerGradient;

    Choices(int rows, int layers) {
        this.layers = layers;
        layer = new float[rows * layers];
        logLayer = new float[rows * layers];
        scale = new float[rows];
        right = new float[rows];
        below = new float[rows];
        layerGradient = new float[layers];
    }

    /// @param x       the voxel's space choice
    /// @param layerAt where in `scores` are those of the layers, `[L]`, before the softmax
    /// @param scaleAt where is that of the scale, before the sigmoid
    void set(int row, float x, float y, float[] scores, int layerAt, int scaleAt) {
        right[row] = fraction(Cell.place(x));
        below[row] = fraction(Cell.place(y));
        scale[row] = (float) (1 / (1 + Math.exp(-scores[scaleAt])));
        float greatest = Float.NEGATIVE_INFINITY;
        for (int l = 0; l < layers; l++) {
            greatest = Math.max(greatest, scores[layerAt + l]);
        }
        double sum = 0;
        for (int l = 0; l < layers; l++) {
            double exponential = Math.exp(scores[layerAt + l] - greatest);
            layer[row * layers + l] = (float) exponential;
            sum += exponential;
        }
        float logSum = (float) Math.log(sum);
        for (int l = 0; l < layers; l++) {
            layer[row * layers + l] = (float) (layer[row * layers + l] / sum);
            logLayer[row * layers + l] = scores[layerAt + l] - greatest - logSum;
        }
    }

    private static float fraction(float place) {
        return place - (float) Math.floor(place);
    }

    float scale(int row) {
        return scale[row];
    }

    float layer(int row, int l) {
        return layer[row * layers + l];
    }

    /// Writes the voxel's weights on its cell's tokens, `[points, L]`.
    /// @param factor multiplies all of them
    void weights(int row, Cell cell, float factor, float[] to, int at) {
        int next = at;
        float local = (1 - scale[row]) * factor;
        for (int corner : cell.corners()) {
            float tent = local * tent(row, corner);
            for (int l = 0; l < layers; l++) {
                to[next++] = tent * layer[row * layers + l];
            }
        }
        for (int l = 0; l < layers; l++) {
            to[next++] = scale[row] * factor * layer[row * layers + l];
        }
    }

    private float tent(int row, int corner) {
        return ((corner & 1) == 0 ? 1 - right[row] : right[row]) * ((corner & 2) == 0 ? 1 - below[row] : below[row]);
    }

    /// The voxel's part of the regulariser: `sum_l p log p / log L + (scale - 1/2)²`.
    double regulariser(int row) {
        double entropy = 0;
        for (int l = 0; l < layers; l++) {
            entropy += (double) layer[row * layers + l] * logLayer[row * layers + l];
        }
        double scales = scale[row] - 0.5;
        return (layers == 1 ? 0 : entropy / Math.log(layers)) + scales * scales;
    }

    /// From the gradient at the weights to those at the selectors' outputs.
    ///
    /// @param factor     what multiplied the weights
    /// @param at         where in `values` the gradient at the weights is, `[points, L]`
    /// @param regularise the regulariser's weight for one voxel
    /// @param x          the voxel's space choice
    /// @param space      where to write those of x and y, before the tanh
    /// @param layerAt    where in `values` to write those of the layers' scores
    /// @param scaleAt    where to write that of the scale's
    void back(int row, Cell cell, float factor, float[] values, int at, double regularise, float x, float y,
            float[] space, int spaceAt, int layerAt, int scaleAt) {
        float local = 1 - scale[row];
        float byX = 0;
        float byY = 0;
        float byScale = 0;
        int next = at + cell.corners().length * layers;
        double entropy = layers == 1 ? 0 : regularise / Math.log(layers);
        for (int l = 0; l < layers; l++) {
            float global = values[next++] * factor;
            byScale += layer[row * layers + l] * global;
            layerGradient[l] = scale[row] * global + (float) (entropy * (logLayer[row * layers + l] + 1));
        }
        next = at;
        for (int corner : cell.corners()) {
            float tent = tent(row, corner);
            float byTent = 0;
            for (int l = 0; l < layers; l++) {
                float token = values[next++] * factor;
                byTent += layer[row * layers + l] * token;
                layerGradient[l] += local * tent * token;
            }
            byScale -= tent * byTent;
            float sideways = (corner & 2) == 0 ? 1 - below[row] : below[row];
            float upright = (corner & 1) == 0 ? 1 - right[row] : right[row];
            byX += ((corner & 1) == 0 ? -sideways : sideways) * byTent * local;
            byY += ((corner & 2) == 0 ? -upright : upright) * byTent * local;
        }
        float points = Cell.place(1) - Cell.place(0);
        space[spaceAt] = byX * points * (1 - x * x);
        space[spaceAt + 1] = byY * points * (1 - y * y);
        byScale += (float) (2 * regularise * (scale[row] - 0.5));
        values[scaleAt] = byScale * scale[row] * (1 - scale[row]);
        backSoftmax(row, values, layerAt);
    }

    private void backSoftmax(int row, float[] values, int layerAt) {
        float mean = 0;
        for (int l = 0; l < layers; l++) {
            mean += layer[row * layers + l] * layerGradient[l];
        }
        for (int l = 0; l < layers; l++) {
            values[layerAt + l] = layer[row * layers + l] * (layerGradient[l] - mean);
        }
    }
}
