package org.topostream.schemas;

import java.util.List;

import org.topostream.schemas.avro.Dtype;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Which features are taken, whoever computed them.
public final class FeatureRules {
    private static final int GRID = 8;

    private FeatureRules() {}

    /// @param key of the record
    /// @return its layers, in order
    /// @throws UnreadableRecordException with what was expected and what came
    public static List<LayerTensor> check(String key, Features features) {
        Ids.checkKey(key, features.getStimulusId());
        String what = "features of " + features.getStimulusId();
        if (features.getLocal().getDtype() != Dtype.FLOAT16 || features.getGlobal().getDtype() != Dtype.FLOAT16) {
            throw new UnreadableRecordException(what + " are " + features.getLocal().getDtype() + " and "
                    + features.getGlobal().getDtype() + "; expected " + Dtype.FLOAT16);
        }
        List<LayerTensor> layers = LayerTensor.layers(features);
        if (layers.isEmpty()) {
            throw new UnreadableRecordException(what + " have no layer");
        }
        for (LayerTensor layer : layers) {
            if (layer.height() != GRID || layer.width() != GRID) {
                throw new UnreadableRecordException(what + ": layer " + layer.name() + " has a grid of "
                        + layer.height() + " x " + layer.width() + ", expected " + GRID + " x " + GRID);
            }
            if (!layer.isFinite()) {
                throw new UnreadableRecordException(what + ": layer " + layer.name()
                        + " has a value that is not a finite number; float16 ends at 65,504");
            }
        }
        return layers;
    }
}
