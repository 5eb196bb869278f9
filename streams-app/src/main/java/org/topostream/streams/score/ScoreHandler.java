package org.topostream.streams.score;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import org.topostream.factortopy.LayerFeatures;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Prediction;
import org.topostream.streams.BadRecordException;
import org.topostream.streams.FeatureRecords;
import org.topostream.streams.RecordHandler;
import org.topostream.telemetry.metrics.Latencies;

/// Predicts every voxel's response to a stimulus, stamped with the encoder that did it.
final class ScoreHandler implements RecordHandler<Features> {
    private final CurrentEncoder encoder;
    private final String output;
    private Optional<ProcessorContext<String, SpecificRecord>> context = Optional.empty();

    ScoreHandler(CurrentEncoder encoder, String output) {
        this.encoder = encoder;
        this.output = output;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = Optional.of(processorContext);
    }

    @Override
    public void handle(Record<String, Features> record) throws BadRecordException {
        Instant started = Instant.now();
        long start = System.nanoTime();
        Features features = record.value();
        org.topostream.factortopy.Features input = FeatureRecords.features(record.key(), features);
        Result result = encoder.use(loaded -> predict(loaded, features, input));
        switch (result) {
            case Refused refused -> throw new BadRecordException(refused.reason());
            case Predicted predicted -> {
                Prediction prediction = prediction(features, predicted, started, (System.nanoTime() - start) / 1e6);
                context.orElseThrow().forward(record.withValue(prediction), output);
                measure(prediction);
            }
        }
    }

    /// From the stimulus computer's clock to this one's.
    private static void measure(Prediction prediction) {
        Duration latency = Duration.between(prediction.getSentAt(), prediction.getScoredAt());
        Latencies.timer("topostream.prediction.latency", "From a stimulus sent to its prediction made", "subject",
                prediction.getSubject(), "backbone", prediction.getBackbone())
                .record(latency.isNegative() ? Duration.ZERO : latency);
    }

    private sealed interface Result {}

    private record Refused(String reason) implements Result {}

    private record Predicted(EncoderManifest manifest, float[] values) implements Result {}

    private static Result predict(CurrentEncoder.Loaded loaded, Features features,
            org.topostream.factortopy.Features input) {
        EncoderManifest manifest = loaded.manifest();
        if (!features.getBackboneDigest().equals(manifest.getBackboneDigest())) {
            return new Refused("features of " + features.getStimulusId() + " come from backbone weights "
                    + features.getBackboneDigest() + ", the encoder was trained on " + manifest.getBackboneDigest());
        }
        List<String> names = input.layers().stream().map(LayerFeatures::name).toList();
        if (!names.equals(loaded.shape().layerNames()) || !Arrays.equals(input.widths(), loaded.shape().widths())) {
            return new Refused("features of " + features.getStimulusId() + " have layers " + names + " of "
                    + Arrays.toString(input.widths()) + " channels, the encoder reads " + loaded.shape().layerNames()
                    + " of " + Arrays.toString(loaded.shape().widths()));
        }
        float[] values = loaded.predictor().predict(input);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return new Refused("prediction for " + features.getStimulusId() + " by encoder version "
                        + manifest.getVersion() + " is not finite");
            }
        }
        return new Predicted(manifest, values);
    }

    private static Prediction prediction(Features features, Predicted predicted, Instant started, double millis) {
        EncoderManifest manifest = predicted.manifest();
        return Prediction.newBuilder().setStimulusId(features.getStimulusId()).setTrialId(features.getTrialId())
                .setSession(features.getSession()).setSubject(manifest.getSubject()).setSplit(features.getSplit())
                .setBackbone(features.getBackbone()).setEncoderVersion(manifest.getVersion())
                .setEncoderSteps(manifest.getSteps()).setTrainedUpTo(manifest.getTrainedUpTo())
                .setValues(Tensors.float32(predicted.values(), predicted.values().length))
                .setSentAt(features.getSentAt()).setExtractStartedAt(features.getExtractStartedAt())
                .setExtractedAt(features.getExtractedAt()).setScoreStartedAt(started).setScoredAt(Instant.now())
                .setComputeMillis(features.getComputeMillis() + millis).build();
    }
}
