package org.topostream.cli.bench.extract;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.topostream.cli.bench.Spread;
import org.topostream.cli.report.ReportJson;

/// What `bench scale` found. As JSON it has these names.
///
/// @param rows        one for each number of instances
/// @param correctness whether every stimulus came once, with the features it must have
public record ScaleMeasurement(ScaleWorkload workload, List<Row> rows, Correctness correctness) {

    /// One number of instances.
    ///
    /// @param rate        images/s, from the first stimulus' sending to the last features' being readable
    /// @param ratio       to the rate of the first number of instances, of each round
    /// @param processorMs milliseconds of all cores together that an image takes, broker and reader included
    public record Row(int instances, Spread rate, Spread ratio, Spread processorMs) {}

    /// Every stimulus came once in every round, or the bench would have ended; whether its features were right.
    ///
    /// @param expected sum over pictures of the crc32c of their features as float16, computed without Kafka
    /// @param found    the same, of each round through Kafka
    public record Correctness(long expected, List<Long> found) {

        @JsonProperty
        public boolean pass() {
            return found.stream().allMatch(each -> each == expected);
        }
    }

    public String toJson() {
        return ReportJson.of(this);
    }

    /// A table for people.
    public String toTable() {
        StringJoiner text = new StringJoiner(System.lineSeparator());
        text.add(String.format(Locale.ROOT,
                "%d images of %d ms, %d partitions, %d stream threads each, %d rounds in turn",
                workload.images(), workload.imageMillis(), workload.partitions(), workload.threads(),
                workload.rounds()));
        text.add(String.format(Locale.ROOT, "%9s  %24s  %20s  %10s", "instances", "images/s (range)",
                "ratio (range)", "cpu ms"));
        for (Row row : rows) {
            text.add(String.format(Locale.ROOT, "%9d  %24s  %20s  %10.1f", row.instances(), range(row.rate(), 1),
                    range(row.ratio(), 2), row.processorMs().median()));
        }
        text.add(String.format(Locale.ROOT, "correctness: %s, every stimulus once in %d rounds, checksum %d",
                correctness.pass() ? "ok" : "FAIL", correctness.found().size(), correctness.expected()));
        return text.toString();
    }

    private static String range(Spread spread, int digits) {
        String number = "%." + digits + "f";
        return String.format(Locale.ROOT, number + " (" + number + " to " + number + ")", spread.median(),
                spread.min(), spread.max());
    }
}
