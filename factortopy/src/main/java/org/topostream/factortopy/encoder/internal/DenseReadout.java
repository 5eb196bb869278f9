package org.topostream.factortopy.encoder.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/// From the token tables to responses, and back: one large product `v = weights * tokens`, of which each voxel's readout
/// takes the mean, and two as large for the gradients. `v` is the largest array there is, so voxels go through in
/// chunks; that is why the gradients are written out here, and not left to autograd, which would keep all of `v`.
///
/// No gradient mode in here.
///
/// @param weights    `[N, 65 * L]`
/// @param readout    `[N, D]`
/// @param bias       `[N]`
/// @param chunkBytes most memory that the `v` of one chunk may take
record DenseReadout(NDArray weights, NDArray readout, NDArray bias, long chunkBytes) {

    /// What the loss is, and its gradients.
    ///
    /// @param loss    one number
    /// @param weights `[N, 65 * L]`
    /// @param tokens  `[65 * L, B * D]`
    /// @param readout `[N, D]`
    /// @param bias    `[N]`
    record Descent(NDArray loss, NDArray weights, NDArray tokens, NDArray readout, NDArray bias) {}

    /// Predictions `[N, B]`.
    /// @param tokens `[65 * L, B * D]`
    NDArray predict(NDManager memory, NDArray tokens) {
        NDList predictions = new NDList();
        for (long from = 0; from < voxels(); from += chunk(tokens)) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                predictions.add(keep(memory, new Chunk(from, tokens).predictions));
            }
        }
        return NDArrays.concat(predictions);
    }

    /// Gradients of the smooth-L1 loss.
    /// @param tokens  `[65 * L, B * D]`
    /// @param targets `[B, N]`
    /// @param beta    where the loss turns from quadratic to linear
    Descent descend(NDManager memory, NDArray tokens, NDArray targets, double beta) {
        NDArray loss = memory.zeros(new Shape());
        NDArray ofTokens = memory.zeros(tokens.getShape());
        NDList ofWeights = new NDList();
        NDList ofReadout = new NDList();
        NDList ofBias = new NDList();
        for (long from = 0; from < voxels(); from += chunk(tokens)) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                Chunk chunk = new Chunk(from, tokens);
                NDArray error = chunk.predictions.sub(targets.get(new NDIndex(":, {}:{}", from, chunk.to)).transpose());
                // Both branches of smooth-L1 are m (d - m / 2) / beta, where m is the error d cut off at beta.
                NDArray near = error.clip(-beta, beta);
                double share = 1 / (beta * voxels() * targets.getShape().get(0));
                loss.addi(near.mul(error.sub(near.mul(0.5))).sum().mul(share));
                NDArray slopes = near.mul(share); // [n, B]
                ofBias.add(keep(memory, slopes.sum(new int[]{1})));
                slopes = slopes.mul(1.0 / depth());
                ofReadout.add(keep(memory, slopes.expandDims(1).matMul(chunk.read).squeeze(1)));
                NDArray ofRead = slopes.expandDims(2).mul(chunk.readout.expandDims(1))
                        .reshape(new Shape(chunk.to - from, -1)); // [n, B * D]
                ofWeights.add(keep(memory, ofRead.matMul(tokens.transpose())));
                ofTokens.addi(chunk.weights.transpose().matMul(ofRead));
            }
        }
        return new Descent(loss, NDArrays.concat(ofWeights), ofTokens, NDArrays.concat(ofReadout),
                NDArrays.concat(ofBias));
    }

    private final class Chunk {
        private final long to;
        private final NDArray weights;
        private final NDArray readout;
        /// `[n, B, D]`
        private final NDArray read;
        /// `[n, B]`
        private final NDArray predictions;

        Chunk(long from, NDArray tokens) {
            to = Math.min(voxels(), from + chunk(tokens));
            weights = rows(DenseReadout.this.weights, from);
            readout = rows(DenseReadout.this.readout, from);
            read = weights.matMul(tokens).reshape(new Shape(to - from, -1, depth()));
            predictions = read.matMul(readout.expandDims(2)).squeeze(2).mul(1.0 / depth())
                    .add(rows(bias, from).expandDims(1));
        }

        private NDArray rows(NDArray array, long from) {
            return array.get(new NDIndex("{}:{}", from, to));
        }
    }

    private long voxels() {
        return readout.getShape().get(0);
    }

    private long depth() {
        return readout.getShape().get(1);
    }

    private long chunk(NDArray tokens) {
        return Math.max(1, chunkBytes / (Float.BYTES * tokens.getShape().get(1)));
    }

    /// Lets an array outlive the scope of its chunk.
    private static NDArray keep(NDManager memory, NDArray array) {
        NDScope.unregister(array);
        array.attach(memory);
        return array;
    }
}
