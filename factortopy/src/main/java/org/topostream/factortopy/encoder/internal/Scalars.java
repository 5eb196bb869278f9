package org.topostream.factortopy.encoder.internal;

import ai.djl.ndarray.NDArray;

/// Products with a number, in a graph that gradients come back through.
///
/// DJL's own (`array.mul(2)`) free the number as soon as the result is there, but PyTorch reads it again on the way
/// back, from memory that may be somebody else's by then. Here it lives as long as the scope that it was made in.
final class Scalars {
    private Scalars() {}

    static NDArray times(NDArray array, double factor) {
        return array.mul(array.getManager().create((float) factor));
    }
}
