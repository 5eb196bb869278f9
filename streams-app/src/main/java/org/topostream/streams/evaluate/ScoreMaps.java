package org.topostream.streams.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.topostream.factortopy.maps.MapValues;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.ScoreSet;

/// The maps that scores make.
final class ScoreMaps {
    static final String PREDICTED = "predicted";
    private static final String DIVERGING = "vik";

    private ScoreMaps() {}

    /// r, R2, and where a noise ceiling is known it and r over it.
    /// @param set of novel training stimuli
    static List<MapValues> of(ScoreSet set, Optional<NoiseBook.Ceiling> ceiling) {
        List<MapValues> maps = new ArrayList<>();
        maps.add(new MapValues("r", Tensors.floats(set.getR()), List.of(), "Pearson r", -1, 1, DIVERGING));
        maps.add(new MapValues("r2", Tensors.floats(set.getR2()), List.of(), "1 - SSE/SST", -1, 1, DIVERGING));
        ceiling.ifPresent(known -> {
            maps.add(new MapValues("r-normalised", Tensors.floats(set.getNormalised()), List.of(),
                    "Pearson r / noise ceiling", 0, 1, "viridis"));
            maps.add(new MapValues("noise-ceiling", known.values(), List.of(), "largest Pearson r on a trial (from "
                    + known.source() + ")", 0, 1, "viridis"));
        });
        return maps;
    }

    /// What one stimulus is predicted to do, on a scale that is even about 0.
    static MapValues predicted(Prediction prediction) {
        float[] values = Tensors.floats(prediction.getValues());
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        double end = largest == 0 ? 1 : largest;
        return new MapValues(PREDICTED, values, List.of(), "response", -end, end, DIVERGING);
    }
}
