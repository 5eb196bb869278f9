package org.topostream.cli.report;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.Selectors;
import org.topostream.producers.Presentation;
import org.topostream.producers.Progress;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;

/// Makes the report of a run.
public final class Reporter {
    private Reporter() {}

    /// @param presentations what was shown, in order
    /// @param truth         the selectors of a simulated participant
    public static RunReport report(Site site, Subject subject, List<Presentation> presentations, String backbone,
            Progress progress, Optional<Selectors> truth, Optional<Double> firstPredictionSeconds,
            double wallSeconds) {
        int voxels = subject.getCoordinates().getShape().getFirst();
        RunData data = RunData.read(site, subject, backbone, presentations);
        Evaluation evaluation = new Evaluation(data, voxels, presentations);
        Optional<Encoder> encoder = data.encoder().map(published -> Encoder.fromBytes(published.blob(
                EncoderParts.ENCODER)));
        Optional<EncoderManifest> manifest = data.encoder().map(PublishedEncoder::manifest);
        Optional<float[]> ceiling = Optional.ofNullable(subject.getNoiseCeiling()).map(Tensors::floats);
        return new RunReport(subject.getSubject(), backbone, voxels, trials(presentations, data, progress),
                manifest.map(m -> new RunReport.EncoderState(m.getVersion(), m.getSteps())).orElse(null),
                evaluation.prequential(), encoder.map(e -> evaluation.validation(e, ceiling)).orElse(null),
                evaluation.ridge().orElse(null),
                encoder.flatMap(e -> truth.map(t -> Evaluation.truth(e.selectors(), t))).orElse(null),
                latency(progress), firstPredictionSeconds.orElse(null), wallSeconds);
    }

    private static RunReport.Trials trials(List<Presentation> presentations, RunData data, Progress progress) {
        int sent = 0;
        int responses = 0;
        int predicted = 0;
        Set<String> answered = new HashSet<>(data.responses().keySet());
        for (Presentation presentation : presentations) {
            if (presentation.isTrial()) {
                sent++;
                responses += answered.contains(presentation.trialId()) ? 1 : 0;
                predicted += data.predictions().containsKey(presentation.stimulusId()) ? 1 : 0;
            }
        }
        int notShown = progress.presentations() - progress.shown();
        return new RunReport.Trials(sent - notShown, responses, predicted, progress.deadLetters());
    }

    private static RunReport.Latency latency(Progress progress) {
        return progress.latencies().isEmpty()
                ? null
                : new RunReport.Latency(progress.percentile(0.5, false), progress.percentile(0.99, false),
                        progress.percentile(0.5, true), progress.percentile(0.99, true));
    }
}
