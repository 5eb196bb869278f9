package org.topostream.cli.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What `bench encoder` found. As JSON it has these names.
///
/// @param trainingStepMs      milliseconds of a step on the workload's batch
/// @param compilingMs         milliseconds to make a predictor of an encoder
/// @param scoringOne          one image at a time
/// @param scoringBatch        the workload's batch at a time
/// @param residentMemory      after `training` and after `scoring`, with session or predictor still there; empty where
///                            the system does not say
public record EncoderMeasurement(EncoderWorkload workload, Correctness correctness, Spread trainingImagesPerSecond,
        Spread trainingStepMs, Spread compilingMs, Scoring scoringOne, Scoring scoringBatch,
        Map<String, ResidentMemory> residentMemory) {

    public EncoderMeasurement {
        residentMemory = Collections.unmodifiableMap(new LinkedHashMap<>(residentMemory));
    }

    /// Predicting a batch.
    ///
    /// @param batch           images at a time
    /// @param imagesPerSecond with one caller
    /// @param ms              milliseconds for the batch
    public record Scoring(int batch, Spread imagesPerSecond, Spread ms) {}

    /// Whether what was measured computes the right thing.
    ///
    /// @param forwardError   largest error of a training session's predictions on a small problem against a plain
    ///                       float64 evaluation, relative to the largest prediction
    /// @param predictorError the same, of a predictor
    /// @param tolerance      most that either may be
    /// @param firstLoss      smooth-L1 before the first step on the batch
    /// @param lastLoss       before the last timed step
    /// @param steps          taken, warm-up included
    public record Correctness(double forwardError, double predictorError, double tolerance, double firstLoss,
            double lastLoss, long steps) {

        /// Whether both errors are within the tolerance and the loss fell.
        @JsonProperty
        public boolean pass() {
            return forwardError <= tolerance && predictorError <= tolerance && lastLoss < firstLoss;
        }
    }
}
