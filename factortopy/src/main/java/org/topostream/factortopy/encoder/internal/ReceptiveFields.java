package org.topostream.factortopy.encoder.internal;

import java.util.Arrays;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;

import org.topostream.factortopy.encoder.EncoderShape;

/// The readout, folded through the bottleneck onto the backbone's channels.
///
/// The paper projects every token to the bottleneck, samples and mixes, then reads out: all of it linear in the
/// tokens. Read from the other end, a voxel has one weight per channel of every layer, `layer_l * (1 - scale) / D *
/// (w W_l)`, and so a response at every grid point, of which its tents take the weighted sum. Same numbers; but the
/// tokens, which need no gradient, enter one product only, and nothing of the size `[N, B, D]` ever exists.
///
/// @param local  `[N, sum C]`, weights on the local tokens
/// @param global `[N, sum C]`, weights on the global tokens
/// @param tents  `[N, 64]`, weights of the grid points
/// @param bias   `[N, 1]`
record ReceptiveFields(NDArray local, NDArray global, NDArray tents, NDArray bias) {

    /// @param layerOfChannel `[L, sum C]`, 1 where the channel is of the layer
    static ReceptiveFields fold(EncoderShape shape, Map<String, NDArray> parameters, SelectorNetwork.Choices choices,
            Tents tents, NDArray layerOfChannel) {
        NDArray weight = Scalars.times(parameters.get("weight"), 1.0 / shape.bottleneck());
        NDArray globalLayers = choices.layer().mul(choices.scale());
        NDArray localLayers = choices.layer().sub(globalLayers);
        return new ReceptiveFields(fold(weight, bottlenecks(shape, parameters, "local"), localLayers, layerOfChannel),
                fold(weight, bottlenecks(shape, parameters, "global"), globalLayers, layerOfChannel),
                tents.weights(choices.space()), parameters.get("bias").expandDims(1));
    }

    /// Which channel is of which layer.
    static NDArray layerOfChannel(NDManager memory, int[] widths) {
        int channels = Arrays.stream(widths).sum();
        float[] values = new float[widths.length * channels];
        int channel = 0;
        for (int layer = 0; layer < widths.length; layer++) {
            for (int c = 0; c < widths[layer]; c++) {
                values[layer * channels + channel++] = 1;
            }
        }
        return memory.create(values, new Shape(widths.length, channels));
    }

    /// The same, outliving the scope and the parameters it was made from. The bias is copied: it is a window onto the
    /// parameter, whose memory is Java's and goes when Java's last reference does.
    ReceptiveFields keptIn(NDManager memory) {
        ReceptiveFields kept = new ReceptiveFields(local, global, tents, bias.duplicate());
        NDScope.unregister(kept.local, kept.global, kept.tents, kept.bias);
        for (NDArray array : new NDArray[]{kept.local, kept.global, kept.tents, kept.bias}) {
            array.attach(memory);
        }
        return kept;
    }

    /// Predictions `[N, B]`.
    NDArray predict(FeatureBatch batch) {
        long voxels = local.getShape().get(0);
        NDArray atPoints = local.matMul(batch.local()).reshape(new Shape(voxels, batch.size(), FeatureBatch.POINTS));
        NDArray sampled = atPoints.matMul(tents.expandDims(2)).squeeze(2);
        return sampled.add(global.matMul(batch.global())).add(bias);
    }

    private static NDArray bottlenecks(EncoderShape shape, Map<String, NDArray> parameters, String tokens) {
        NDList list = new NDList();
        for (int layer = 0; layer < shape.layers(); layer++) {
            list.add(parameters.get(tokens + "_token_bottleneck." + layer + ".weight")
                    .reshape(new Shape(shape.bottleneck(), shape.widths()[layer])));
        }
        return NDArrays.concat(list, 1);
    }

    private static NDArray fold(NDArray weight, NDArray bottlenecks, NDArray layers, NDArray layerOfChannel) {
        return weight.matMul(bottlenecks).mul(layers.matMul(layerOfChannel));
    }
}
