package org.topostream.factortopy.encoder.internal;

import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

import org.topostream.factortopy.encoder.EncoderShape;

/// What voxels can read, in two tables: the tokens of every layer, projected to the bottleneck, and each voxel's weights
/// on them. Their product is what the voxels do read, `[N, B * D]`.
final class TokenTable {
    private TokenTable() {}

    /// The projected tokens `[65 * L, B * D]`: the grid points of every layer, then the global token of every layer.
    static NDArray project(EncoderShape shape, Map<String, NDArray> parameters, FeatureBatch batch) {
        long width = (long) batch.size() * shape.bottleneck();
        NDList tokens = new NDList();
        for (int layer = 0; layer < shape.layers(); layer++) {
            tokens.add(project(shape, parameters, "local", layer, batch.local().get(layer))
                    .reshape(new Shape(FeatureBatch.POINTS, width)));
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            tokens.add(project(shape, parameters, "global", layer, batch.global().get(layer))
                    .reshape(new Shape(1, width)));
        }
        return NDArrays.concat(tokens);
    }

    /// The voxels' weights `[N, 65 * L]`, in the order of the tokens: `layer * (1 - scale) * tent` on grid points,
    /// `layer * scale` on global tokens.
    static NDArray weigh(SelectorNetwork.Choices choices, Tents tents) {
        NDArray global = choices.layer().mul(choices.scale());
        NDArray local = choices.layer().sub(global).expandDims(2); // [N, L, 1]
        NDArray points = tents.weights(choices.space()).expandDims(1); // [N, 1, 64]
        long columns = choices.layer().getShape().get(1) * FeatureBatch.POINTS;
        return NDArrays.concat(new NDList(local.mul(points).reshape(new Shape(-1, columns)), global), 1);
    }

    private static NDArray project(EncoderShape shape, Map<String, NDArray> parameters, String kind, int layer,
            NDArray tokens) {
        NDArray bottleneck = parameters.get(kind + "_token_bottleneck." + layer + ".weight")
                .reshape(new Shape(shape.bottleneck(), shape.widths()[layer]));
        return tokens.matMul(bottleneck.transpose());
    }
}
