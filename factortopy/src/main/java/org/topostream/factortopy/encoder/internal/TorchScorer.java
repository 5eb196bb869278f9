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
    private final ReceptiveFields fields;

    TorchScorer(NDManager memory, Encoder encoder) {
        this.memory = memory;
        this.shape = encoder.shape();
        try (NDManager scratch = memory.newSubManager(); NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Map<String, NDArray> parameters = TorchArrays.create(scratch, encoder.parameters().tensors());
            SelectorNetwork.Choices choices = new SelectorNetwork(
                    TorchEngine.encoding(scratch, encoder.coordinates()), parameters).choices();
            fields = ReceptiveFields.fold(shape, parameters, choices, Tents.create(scratch),
                    ReceptiveFields.layerOfChannel(scratch, shape.widths())).keptIn(memory);
        }
    }

    @Override
    public float[][] score(List<Features> batch) {
        try (NDManager scratch = memory.newSubManager(); NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return TorchArrays.rows(
                    fields.predict(FeatureBatch.stage(scratch, shape.widths(), batch)).transpose());
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
