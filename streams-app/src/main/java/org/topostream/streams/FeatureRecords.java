package org.topostream.streams;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.schemas.LayerTensor;

/// From the wire to the method.
public final class FeatureRecords {
    private FeatureRecords() {}

    /// @throws BadRecordException where the tensors are not what a backbone makes
    public static Features features(org.topostream.schemas.avro.Features features) throws BadRecordException {
        try {
            return new Features(LayerTensor.layers(features).stream()
                    .map(layer -> new LayerFeatures(layer.name(), layer.channels(), layer.local(), layer.global()))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new BadRecordException("features of " + features.getStimulusId() + ": " + e.getMessage(), e);
        }
    }
}
