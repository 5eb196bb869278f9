package org.topostream.cli.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a run came to. What does not apply is left out.
///
/// @param prequential          over novel training stimuli, each predicted before it was trained on; second half
/// @param validation           by the final encoder, over stimuli that are never trained on
/// @param ridge                ordinary ridge regression on the same features: the baseline
/// @param truth                how much of a simulated participant's known truth was found
/// @param firstPredictionSeconds from the start of the process
public record RunReport(String subject, String backbone, int voxels, Trials trials, EncoderState encoder,
        Agreement prequential, Validation validation, Ridge ridge, Truth truth, Latency latencyMs,
        Double firstPredictionSeconds, Double wallSeconds) {

    /// Counts of distinct trials and stimuli.
    public record Trials(int sent, int responses, int predicted, int deadLetters) {}

    /// The last encoder.
    public record EncoderState(long version, long steps) {}

    /// Over voxels, of Pearson r and 1 - SSE/SST.
    public record Agreement(long trials, double rMean, double rMedian, double r2Mean) {}

    /// The same, and the mean over voxels of r over the noise ceiling.
    public record Validation(long stimuli, double rMean, double rMedian, double r2Mean, Double ofCeilingMean) {}

    /// Mean over voxels of Pearson r on the validation stimuli.
    public record Ridge(double validationRMean) {}

    /// Pearson r over voxels between found and true maps; space: mean of x and y.
    public record Truth(double layerR, double spaceR, double scaleR) {}

    /// Milliseconds from a stimulus sent to its prediction readable.
    public record Latency(double p50, double p99, double aboveComputeP50, double aboveComputeP99) {}

    public String toJson() {
        return ReportJson.of(this);
    }

    /// Writes it to a file, if one is named.
    public void write(Optional<Path> file) {
        file.ifPresent(path -> {
            try {
                if (path.toAbsolutePath().getParent() != null) {
                    Files.createDirectories(path.toAbsolutePath().getParent());
                }
                Files.writeString(path, toJson() + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the report to " + path, e);
            }
        });
    }
}
