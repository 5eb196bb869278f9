package org.topostream.trainer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.schemas.FeatureRules;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.ResponseRules;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.serde.UnreadableRecordException;

/// What a trainer takes of what it reads. The rest is passed over: the stage that reads the same topic sends it to
/// `dead-letters`.
record Intake(Subject subject, EncoderShape shape, String backboneDigest) {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /// Whether features are such as the encoder reads: not other weights' or layers'.
    boolean takes(String key, Features features) {
        return isOurs(features)
                && layers(key, features).filter(layers -> fits(features.getStimulusId(), layers)).isPresent();
    }

    private boolean isOurs(Features features) {
        boolean ours = features.getBackboneDigest().equals(backboneDigest);
        if (!ours) {
            LOG.warn("features passed over stimulus={} reason=come from backbone weights {}, expected {}",
                    features.getStimulusId(), features.getBackboneDigest(), backboneDigest);
        }
        return ours;
    }

    private boolean fits(String stimulusId, List<LayerTensor> layers) {
        List<String> names = layers.stream().map(LayerTensor::name).toList();
        int[] widths = layers.stream().mapToInt(LayerTensor::channels).toArray();
        boolean fits = names.equals(shape.layerNames()) && Arrays.equals(widths, shape.widths());
        if (!fits) {
            LOG.warn("features passed over stimulus={} reason=layers {} of {} channels, the encoder reads {} of {}",
                    stimulusId, names, Arrays.toString(widths), shape.layerNames(), Arrays.toString(shape.widths()));
        }
        return fits;
    }

    /// Layers of features that hold to the rules.
    static Optional<List<LayerTensor>> layers(String key, Features features) {
        try {
            return Optional.of(FeatureRules.check(String.valueOf(key), features));
        } catch (UnreadableRecordException e) {
            LOG.warn("features passed over stimulus={} reason={}", features.getStimulusId(), e.getMessage());
            return Optional.empty();
        }
    }

    /// Whether a response holds to the rules.
    boolean takes(String key, Response response) {
        try {
            ResponseRules.check(String.valueOf(key), response, subject);
            return true;
        } catch (UnreadableRecordException e) {
            LOG.warn("response passed over trial={} reason={}", response.getTrialId(), e.getMessage());
            return false;
        }
    }
}
