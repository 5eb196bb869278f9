package org.topostream.factortopy.encoder.internal.vector;

import static org.topostream.factortopy.encoder.internal.vector.Lanes.LANES;
import static org.topostream.factortopy.encoder.internal.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/// Arithmetic on stretches of arrays, whose lengths are multiples of [Lanes#LANES].
final class Rows {
    private Rows() {}

    /// `to += from`.
    static void add(float[] from, int fromAt, float[] to, int toAt, int count) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector.fromArray(SPECIES, from, fromAt + i).add(FloatVector.fromArray(SPECIES, to, toAt + i))
                    .intoArray(to, toAt + i);
        }
    }

    /// `to *= from`, of one array.
    static void multiply(float[] values, int to, int from, int count) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector.fromArray(SPECIES, values, from + i).mul(FloatVector.fromArray(SPECIES, values, to + i))
                    .intoArray(values, to + i);
        }
    }

    /// The sum of one vector's lanes, always in the same order: that of the vectors' own sum changes when the compiler
    /// takes over from the interpreter, and with it the last bits of whatever is trained.
    /// @param lanes `[LANES]`, overwritten
    static float sum(float[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[0];
    }
}
