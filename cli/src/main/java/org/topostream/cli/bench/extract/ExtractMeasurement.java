package org.topostream.cli.bench.extract;

import java.util.Locale;
import java.util.StringJoiner;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.topostream.cli.bench.Spread;
import org.topostream.cli.report.ReportJson;

/// What `bench extract` found. As JSON it has these names.
///
/// @param bareAsConfigured images/s of a loop that decodes a batch, runs the network as the stream does, and goes on
/// @param bare    the same; of a network that divides a batch among fewer threads than there are cores, this or a loop
///                with all cores on a batch, whichever is faster in its round
/// @param network images/s of the network alone in that loop, on images that are decoded and resized already
/// @param stream  images/s through Kafka, from the first stimulus' sending to the last features' being readable
/// @param ratio   stream over bare, of each round
/// @param ratioToNetwork stream over network, of each round
/// @param ratioWithBadInput rate of good stimuli with bad ones among them over the rate without, of each round; not measured
///                where the workload has none
/// @param bareProcessorMs   milliseconds of all cores together that an image takes in the bare loop
/// @param streamProcessorMs the same through Kafka, with the broker and the reader, which run in this process
/// @param imagesPerBatch mean size of the stream's batches
public record ExtractMeasurement(String backbone, String digest, ExtractWorkload workload, Correctness correctness,
        Spread bareAsConfigured, Spread bare, Spread network, Spread stream, Spread ratio, Spread ratioToNetwork,
        Spread ratioWithBadInput, Spread bareProcessorMs, Spread streamProcessorMs, double imagesPerBatch) {

    /// Whether both sides computed the same.
    ///
    /// @param bare   sum over pictures of the crc32c of their features as float16, of the bare loop as configured
    /// @param stream the same through Kafka; every stimulus came once
    /// @param rounds that gave these sums
    /// @param stable whether all rounds of a side gave one sum
    public record Correctness(long bare, long stream, int rounds, boolean stable) {

        @JsonProperty
        public boolean pass() {
            return bare == stream && stable;
        }
    }

    public String toJson() {
        return ReportJson.of(this);
    }

    /// A table for people.
    public String toTable() {
        StringJoiner text = new StringJoiner(System.lineSeparator());
        text.add(String.format(Locale.ROOT, "%s, %d images, batch %d, %d stream threads, %d rounds in turn", backbone,
                workload.images(), workload.batch(), workload.threads(), workload.rounds()));
        text.add(String.format(Locale.ROOT, "%-44s %10s %10s %10s", "", "median", "min", "max"));
        row(text, "bare loop as the stream runs it, images/s", bareAsConfigured);
        row(text, "bare loop, the faster one, images/s", bare);
        row(text, "network alone, images/s", network);
        row(text, "through Kafka, exactly once, images/s", stream);
        row(text, "ratio to the bare loop", ratio);
        row(text, "ratio to the network alone", ratioToNetwork);
        if (workload.badPercent() > 0) {
            row(text, "good images/s with " + workload.badPercent() + " % bad, ratio", ratioWithBadInput);
        }
        row(text, "processor time an image, bare, ms", bareProcessorMs);
        row(text, "processor time an image, through Kafka, ms", streamProcessorMs);
        text.add(String.format(Locale.ROOT, "%-44s %10.2f", "images in a batch of the stream, mean", imagesPerBatch));
        text.add(String.format(Locale.ROOT, "%-44s %s: sums of feature checksums %d and %d", "correctness",
                correctness.pass() ? "ok" : "FAIL", correctness.bare(), correctness.stream()));
        return text.toString();
    }

    private static void row(StringJoiner text, String what, Spread spread) {
        text.add(String.format(Locale.ROOT, "%-44s %10.2f %10.2f %10.2f", what, spread.median(), spread.min(),
                spread.max()));
    }
}
