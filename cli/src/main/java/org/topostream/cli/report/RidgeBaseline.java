package org.topostream.cli.report;

import java.util.List;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.ridge.Ridge;

/// Ordinary ridge regression on all tokens of all layers, the penalty chosen by cross-validation.
public final class RidgeBaseline {
    /// Fewer trials are not worth a fit.
    public static final int FEWEST_TRIALS = 20;
    private static final int FOLDS = 5;
    private static final double[] PENALTIES = {1e1, 1e2, 1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6, 1e7};

    private final Ridge ridge;

    private RidgeBaseline(Ridge ridge) {
        this.ridge = ridge;
    }

    /// @param responses each `[N]`
    public static RidgeBaseline fit(List<Features> features, List<float[]> responses) {
        return new RidgeBaseline(Ridge.fit(flat(features),
                responses.toArray(float[][]::new), PENALTIES, FOLDS));
    }

    /// The predicted response to each.
    public float[][] predict(List<Features> features) {
        return ridge.predict(flat(features));
    }

    private static float[][] flat(List<Features> features) {
        return features.stream().map(RidgeBaseline::flat).toArray(float[][]::new);
    }

    private static float[] flat(Features features) {
        float[] all = new float[features.layers().stream()
                .mapToInt(layer -> layer.local().length + layer.global().length).sum()];
        int at = 0;
        for (LayerFeatures layer : features.layers()) {
            System.arraycopy(layer.local(), 0, all, at, layer.local().length);
            at += layer.local().length;
            System.arraycopy(layer.global(), 0, all, at, layer.global().length);
            at += layer.global().length;
        }
        return all;
    }
}
