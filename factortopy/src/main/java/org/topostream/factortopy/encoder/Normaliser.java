package org.topostream.factortopy.encoder;

import java.util.Arrays;

/// Between an encoder's z-scores and the units of the responses: `y = mean + spread * z`.
///
/// @param mean   `[N]`, in the units of the responses
/// @param spread `[N]`, in the units of the responses, above 0
public record Normaliser(float[] mean, float[] spread) {

    /// @throws IllegalArgumentException where the sizes differ, a value is not finite, or a spread is not above 0
    public Normaliser {
        if (mean.length != spread.length) {
            throw new IllegalArgumentException("expected as many means as spreads, got " + mean.length + " and "
                    + spread.length);
        }
        for (int n = 0; n < mean.length; n++) {
            if (!Float.isFinite(mean[n]) || !Float.isFinite(spread[n]) || spread[n] <= 0) {
                throw new IllegalArgumentException("voxel " + n + ": expected a finite mean and a spread above 0, got "
                        + mean[n] + " and " + spread[n]);
            }
        }
    }

    /// Leaves z-scores as they are.
    public static Normaliser identity(int voxels) {
        float[] spread = new float[voxels];
        Arrays.fill(spread, 1);
        return new Normaliser(new float[voxels], spread);
    }

    /// From responses to z-scores, `(y - mean) / spread`.
    /// @param responses `[N]`
    public float[] normalise(float[] responses) {
        float[] z = new float[responses.length];
        for (int n = 0; n < z.length; n++) {
            z[n] = (responses[n] - mean[n]) / spread[n];
        }
        return z;
    }

    /// From z-scores to responses, `mean + spread * z`.
    /// @param z `[N]`
    public float[] restore(float[] z) {
        float[] responses = new float[z.length];
        for (int n = 0; n < z.length; n++) {
            responses[n] = mean[n] + spread[n] * z[n];
        }
        return responses;
    }
}
