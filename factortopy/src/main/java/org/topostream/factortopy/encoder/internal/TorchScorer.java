package org.topostream.factortopy.encoder.internal;

import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;

/// Predicts with one encoder on PyTorch through DJL. What does not depend on the stimulus is computed once.
final class TorchScorer implements Scorer {
    private final NDManager memory;
    private final EncoderShape shape;
    private final Map<String, NDArray> parameters;
    private final DenseReadout readout;

    TorchScorer(NDManager memory, Encoder encoder, long chunkBytes) {
        this.memory = memory;
        this.shape = encoder.shape();
        this.parameters = TorchArrays.create(memory, encoder.parameters().tensors());
        try (NDManager scratch = memory.newSubManager(); NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            SelectorNetwork.Choices choices = new SelectorNetwork(
                    TorchEngine.encoding(scratch, encoder.coordinates()), parameters).choices();
            NDArray weights = TokenTable.weigh(choices, Tents.create(scratch));
            NDScope.unregister(weights);
            weights.attach(memory);
            readout = new DenseReadout(weights, parameters.get("weight"), parameters.get("bias"), chunkBytes);
        }
    }

    @Override
    public float[][] score(List<Features> batch) {
        try (NDManager scratch = memory.newSubManager(); NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray tokens = TokenTable.project(shape, parameters,
                    FeatureBatch.stage(scratch, shape.widths(), batch));
            return TorchArrays.rows(readout.predict(scratch, tokens).transpose());
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
