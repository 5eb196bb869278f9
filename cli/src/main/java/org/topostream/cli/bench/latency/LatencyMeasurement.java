package org.topostream.cli.bench.latency;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.topostream.cli.report.ReportJson;

/// What `bench latency` found, in milliseconds. As JSON it has these names.
///
/// @param bare  decoding one picture and running the network on it, median of a loop without Kafka, before the run
/// @param total from before a stimulus' sending to its prediction's being read, read_committed
/// @param above the same above bare
/// @param stages of the total, see [Stages]
public record LatencyMeasurement(String backbone, LatencyWorkload workload, Correctness correctness, double bare,
        Quantiles total, Quantiles above, Stages stages) {

    /// Whether every stimulus was predicted, once.
    ///
    /// @param sent      stimuli
    /// @param predicted of them
    /// @param twice     predictions of a stimulus that had one
    public record Correctness(int sent, int predicted, int twice) {

        @JsonProperty
        public boolean pass() {
            return sent == predicted && twice == 0;
        }
    }

    /// Where the time goes; from timestamps of whole milliseconds.
    ///
    /// @param sending  until extraction takes the stimulus up
    /// @param features decoding, waiting for a batch, the network
    /// @param handing  the features' transaction, and until scoring takes them up
    /// @param scoring  the encoder
    /// @param reading  the prediction's transaction, and until it is read
    public record Stages(Quantiles sending, Quantiles features, Quantiles handing, Quantiles scoring,
            Quantiles reading) {

        static Stages of(List<Journey> journeys) {
            return new Stages(quantiles(journeys, Journey::sending), quantiles(journeys, Journey::features),
                    quantiles(journeys, Journey::handing), quantiles(journeys, Journey::scoring),
                    quantiles(journeys, Journey::reading));
        }
    }

    static Quantiles quantiles(List<Journey> journeys, ToDoubleFunction<Journey> part) {
        return Quantiles.of(journeys.stream().mapToDouble(part).toArray());
    }

    public String toJson() {
        return ReportJson.of(this);
    }

    /// A table for people.
    public String toTable() {
        StringJoiner text = new StringJoiner(System.lineSeparator());
        text.add(String.format(Locale.ROOT, "%s, %d stimuli at %.1f a second, %d voxels, %s", backbone,
                workload.stimuli(), workload.perSecond(), workload.voxels(),
                workload.learning() ? "learning meanwhile" : "no responses"));
        text.add(String.format(Locale.ROOT, "%-52s %8s %8s %8s %8s", "milliseconds", "p50", "p90", "p99", "max"));
        text.add(String.format(Locale.ROOT, "%-52s %8.1f", "bare: decoding and network, one picture", bare));
        row(text, "sent to prediction readable", total);
        row(text, "the same above bare", above);
        row(text, "  sent, until extraction takes it up", stages.sending());
        row(text, "  decoding, waiting for a batch, network", stages.features());
        row(text, "  features' transaction, until scoring takes them up", stages.handing());
        row(text, "  scoring", stages.scoring());
        row(text, "  prediction's transaction, until it is read", stages.reading());
        text.add(String.format(Locale.ROOT, "%-52s %s: %d sent, %d predicted, %d twice", "correctness",
                correctness.pass() ? "ok" : "FAIL", correctness.sent(), correctness.predicted(),
                correctness.twice()));
        return text.toString();
    }

    private static void row(StringJoiner text, String what, Quantiles quantiles) {
        text.add(String.format(Locale.ROOT, "%-52s %8.1f %8.1f %8.1f %8.1f", what, quantiles.p50(), quantiles.p90(),
                quantiles.p99(), quantiles.max()));
    }
}
