package org.topostream.streams;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.schemas.FeatureRules;

/// From the wire to the method.
public final class FeatureRecords {
    private FeatureRecords() {}

    /// @param key of the record
    /// @throws org.topostream.schemas.serde.UnreadableRecordException where the record does not hold to [FeatureRules]
    public static Features features(String key, org.topostream.schemas.avro.Features features) {
        return new Features(FeatureRules.check(key, features).stream()
                .map(layer -> new LayerFeatures(layer.name(), layer.channels(), layer.local(), layer.global()))
                .toList());
    }
}
