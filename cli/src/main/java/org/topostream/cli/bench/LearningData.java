package org.topostream.cli.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.producers.Experiment;
import org.topostream.producers.Presentation;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Subject;

/// An experiment's trials in presentation order, those to learn from and those to judge by.
///
/// @param ceiling `[N]` largest r that can be reached, where it is known
record LearningData(String subject, Coordinates coordinates, Optional<float[]> ceiling, List<BenchTrial> training,
        List<BenchTrial> validation) {

    /// @throws IOException where an image or the cache cannot be read
    static LearningData of(Experiment experiment, FeatureCache cache) throws IOException {
        Subject subject = experiment.subject();
        List<Presentation> presentations = experiment.presentations().stream().filter(Presentation::isTrial).toList();
        List<BenchTrial> trials = cache.trials(experiment, presentations);
        return new LearningData(subject.getSubject(), Coordinates.of(Tensors.floats(subject.getCoordinates())),
                Optional.ofNullable(subject.getNoiseCeiling()).map(Tensors::floats), of(trials, Split.TRAIN),
                of(trials, Split.VALIDATION));
    }

    private static List<BenchTrial> of(List<BenchTrial> trials, Split split) {
        return trials.stream().filter(trial -> trial.presentation().split() == split).toList();
    }

    /// Sizes of an encoder of this subject.
    EncoderShape shape(BackboneSpec backbone, int bottleneck) {
        return new EncoderShape(coordinates.voxels(), backbone.layerNames(), backbone.widths(), bottleneck);
    }
}
