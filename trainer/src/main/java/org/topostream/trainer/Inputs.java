package org.topostream.trainer;

import org.topostream.schemas.Topics;

/// Names of the topics that a trainer reads.
record Inputs(String features, String responses) {
    static Inputs of(String subject, String backbone) {
        return new Inputs(Topics.features(backbone).name(), Topics.responses(subject).name());
    }
}
