package org.topostream.cli.bench;

import java.util.Locale;

/// What `bench encoder` found, for people.
public final class EncoderTable {
    private final StringBuilder text = new StringBuilder();

    private EncoderTable() {}

    /// Lines of text, without a line break at the end.
    public static String of(EncoderMeasurement measured) {
        EncoderTable table = new EncoderTable();
        table.write(measured);
        return table.text.toString().stripTrailing();
    }

    private void write(EncoderMeasurement measured) {
        EncoderWorkload workload = measured.workload();
        line(String.format(Locale.ROOT,
                "%d voxels, %d layers of %d channels, bottleneck %d, batch %d, device %s, seed %d", workload.voxels(),
                workload.layers(), workload.width(), workload.bottleneck(), workload.batch(), workload.device(),
                workload.seed()));
        line(String.format(Locale.ROOT, "%-36s %12s %12s %12s", "", "median", "min", "max"));
        row("training, images/s", measured.trainingImagesPerSecond());
        row("training, ms a step", measured.trainingStepMs());
        row("compiling a predictor, ms", measured.compilingMs());
        scoring(measured.scoringOne());
        scoring(measured.scoringBatch());
        measured.residentMemory()
                .forEach((after, memory) -> line(String.format(Locale.ROOT, "%-36s %d MB, at most %d MB so far",
                        "resident memory after " + after, memory.megabytes(), memory.peakMegabytes())));
        correctness(measured.correctness());
    }

    private void scoring(EncoderMeasurement.Scoring scoring) {
        String what = "scoring, batch " + scoring.batch() + ", ";
        row(what + "images/s", scoring.imagesPerSecond());
        row(what + "ms", scoring.ms());
    }

    private void correctness(EncoderMeasurement.Correctness correctness) {
        line(String.format(Locale.ROOT,
                "%-36s %s: relative error against float64 %.1e training, %.1e scoring (at most %.0e); loss %.4f before the"
                        + " first, %.4f before the last of %d steps",
                "correctness", correctness.pass() ? "ok" : "FAIL",
                correctness.forwardError(), correctness.predictorError(), correctness.tolerance(),
                correctness.firstLoss(), correctness.lastLoss(), correctness.steps()));
    }

    private void row(String what, Spread spread) {
        line(String.format(Locale.ROOT, "%-36s %12.2f %12.2f %12.2f", what, spread.median(), spread.min(),
                spread.max()));
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append(System.lineSeparator());
    }
}
