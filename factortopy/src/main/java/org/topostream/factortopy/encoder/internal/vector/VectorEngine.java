package org.topostream.factortopy.encoder.internal.vector;

import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.Selectors;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.encoder.internal.EncoderEngine;
import org.topostream.factortopy.encoder.internal.Learner;
import org.topostream.factortopy.encoder.internal.Scorer;

/// Encoders on the CPU, in Java, with the processor's vectors.
public final class VectorEngine implements EncoderEngine {

    @Override
    public Selectors selectors(Encoder encoder) {
        Layout layout = Layout.of(encoder.shape());
        SelectorSet selectors = SelectorSet.of(layout, EncodingBasis.of(encoder.coordinates()));
        selectors.prepare(layout.flat(encoder.parameters().tensors()));
        int voxels = encoder.shape().voxels();
        int layers = encoder.shape().layers();
        Selectors found = new Selectors(new float[2 * voxels], new float[voxels * layers], new float[voxels]);
        VoxelOrder order = VoxelOrder.unsorted(voxels);
        int[] cells = new int[voxels];
        Parallel.run(Parallel.PIECES, piece -> {
            int from = order.cuts()[piece];
            int to = order.cuts()[piece + 1];
            selectors.look(from, to, found.space(), cells);
            selectors.choose(order, from, to, found.space(), (place, choices, row) -> {
                found.scale()[place] = choices.scale(row);
                for (int layer = 0; layer < layers; layer++) {
                    found.layer()[place * layers + layer] = choices.layer(row, layer);
                }
            });
        });
        return found;
    }

    @Override
    public Scorer scorer(Encoder encoder) {
        return new VectorScorer(encoder);
    }

    @Override
    public Learner learner(EncoderShape shape, Coordinates coordinates, Parameters parameters, OptimiserState state,
            TrainingOptions options) {
        return new VectorLearner(shape, coordinates, parameters, state, options);
    }
}
