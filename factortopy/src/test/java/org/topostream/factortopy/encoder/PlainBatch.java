package org.topostream.factortopy.encoder;

import java.util.ArrayList;
import java.util.List;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;

/// A batch in float64.
///
/// @param size    `B`
/// @param local   by layer, `[B, C, 64]`
/// @param global  by layer, `[B, C]`
/// @param targets `[B, N]`
public record PlainBatch(int size, List<double[]> local, List<double[]> global, double[] targets) {
    static final int POINTS = Features.GRID * Features.GRID;

    /// The same numbers as a batch of a training session.
    public static PlainBatch of(List<Features> features, float[][] targets) {
        List<double[]> local = new ArrayList<>();
        List<double[]> global = new ArrayList<>();
        for (int layer = 0; layer < features.getFirst().layers().size(); layer++) {
            List<float[]> locals = new ArrayList<>();
            List<float[]> globals = new ArrayList<>();
            for (Features stimulus : features) {
                LayerFeatures tokens = stimulus.layers().get(layer);
                locals.add(tokens.local());
                globals.add(tokens.global());
            }
            local.add(together(locals));
            global.add(together(globals));
        }
        return new PlainBatch(features.size(), local, global, together(List.of(targets)));
    }

    private static double[] together(List<float[]> rows) {
        int length = rows.getFirst().length;
        double[] all = new double[rows.size() * length];
        for (int i = 0; i < all.length; i++) {
            all[i] = rows.get(i / length)[i % length];
        }
        return all;
    }
}
