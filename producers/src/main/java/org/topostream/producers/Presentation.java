package org.topostream.producers;

import org.topostream.schemas.avro.Split;

/// One stimulus shown once.
///
/// @param trialId    empty where no response belongs to it
/// @param stimulusId the same for every repeat of an image
/// @param split      whether it may be trained on
public record Presentation(String trialId, String stimulusId, Split split) {
    /// Whether the brain's answer is known.
    public boolean isTrial() {
        return !trialId.isEmpty();
    }
}
