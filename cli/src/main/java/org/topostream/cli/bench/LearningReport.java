package org.topostream.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

import org.topostream.cli.report.ReportJson;

/// What online learning, offline training and ridge regression come to on the same trials.
///
/// @param online  by share of the training trials
/// @param offline by epoch
public record LearningReport(String subject, String backbone, int voxels, int training, int validation,
        String settings, List<Checkpoint> online, List<Checkpoint> offline, Result ridge) {

    /// Agreement on the validation trials: Pearson r over them, its mean and median over voxels, and the mean over
    /// voxels of r over the noise ceiling where that is known.
    public record Result(double rMean, double rMedian, Double ofCeilingMean, double seconds) {}

    /// How far learning had come.
    ///
    /// @param trials  learnt from so far, repeats by replay or further epochs not counted
    /// @param epochs  through all trials; 1 of an online pass
    /// @param refused steps refused so far
    public record Checkpoint(int trials, int epochs, long steps, long refused, Result result) {}

    public String toJson() {
        return ReportJson.of(this);
    }

    /// A table for people.
    public String toTable() {
        StringJoiner text = new StringJoiner("\n");
        text.add(String.format(Locale.ROOT, "%s on %s: %d voxels, %d training and %d validation trials", subject,
                backbone, voxels, training, validation)).add(settings);
        text.add(String.format(Locale.ROOT, "%-10s %8s %8s %8s %8s %8s %9s %9s %9s", "", "trials", "epochs", "steps",
                "refused", "r mean", "r median", "% ceiling", "seconds"));
        online.forEach(checkpoint -> text.add(line("online", checkpoint)));
        offline.forEach(checkpoint -> text.add(line("offline", checkpoint)));
        text.add(line("ridge", new Checkpoint(training, 1, 0, 0, ridge)));
        return text.toString();
    }

    private static String line(String name, Checkpoint checkpoint) {
        Result result = checkpoint.result();
        String ceiling = result.ofCeilingMean() == null
                ? "-"
                : String.format(Locale.ROOT, "%.1f", 100 * result.ofCeilingMean());
        return String.format(Locale.ROOT, "%-10s %8d %8d %8d %8d %8.4f %9.4f %9s %9.1f", name, checkpoint.trials(),
                checkpoint.epochs(), checkpoint.steps(), checkpoint.refused(), result.rMean(), result.rMedian(),
                ceiling, result.seconds());
    }
}
