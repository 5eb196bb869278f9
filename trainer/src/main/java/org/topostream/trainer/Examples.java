package org.topostream.trainer;

import java.io.IOException;

import org.topostream.factortopy.Features;

/// The trials that can be trained on, in the order of their responses.
interface Examples {
    /// How many trials there are.
    int size();

    /// One of the trials.
    Trial get(int index);

    /// Values of one response, `[N]`.
    float[] response(int slot) throws IOException;

    /// Features of one stimulus.
    Features features(int slot) throws IOException;
}
