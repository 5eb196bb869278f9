package org.topostream.cli.bench.latency;

import java.time.Duration;
import java.time.Instant;

import org.topostream.schemas.avro.Prediction;

/// One stimulus' way to its prediction, in milliseconds.
///
/// @param total     from before its sending to its prediction's being read, read_committed
/// @param sending   until extraction takes it up
/// @param features  until its features are there: decoding, waiting for a batch, the network
/// @param handing   until scoring takes them up: the features' transaction, their reading
/// @param scoring   until the prediction is there
/// @param reading   until it is read: the prediction's transaction, its reading
record Journey(double total, double sending, double features, double handing, double scoring, double reading) {
    private static final double NANOSECONDS = 1e6;

    static Journey of(Prediction prediction, double total, Instant read) {
        return new Journey(total, millis(prediction.getSentAt(), prediction.getExtractStartedAt()),
                millis(prediction.getExtractStartedAt(), prediction.getExtractedAt()),
                millis(prediction.getExtractedAt(), prediction.getScoreStartedAt()),
                millis(prediction.getScoreStartedAt(), prediction.getScoredAt()),
                millis(prediction.getScoredAt(), read));
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / NANOSECONDS;
    }
}
