package org.topostream.cli.run;

import java.util.Locale;
import java.util.StringJoiner;

import org.topostream.cli.report.RunReport;

/// A report for people.
final class Summary {
    private Summary() {}

    static String of(RunReport report) {
        StringJoiner text = new StringJoiner("\n");
        text.add("").add("Subject " + report.subject() + ", " + report.voxels() + " voxels, network "
                + report.backbone());
        RunReport.Trials trials = report.trials();
        text.add(line("trials", "%d sent, %d answered, %d predicted, %d dead letters", trials.sent(),
                trials.responses(), trials.predicted(), trials.deadLetters()));
        if (report.encoder() != null) {
            text.add(line("encoder", "version %d after %d steps", report.encoder().version(),
                    report.encoder().steps()));
        }
        text.add(line("prequential", "r %.3f (median %.3f), R2 %.3f over %d trials, each predicted before it was "
                + "learnt from", report.prequential().rMean(), report.prequential().rMedian(),
                report.prequential().r2Mean(), report.prequential().trials()));
        if (report.validation() != null) {
            text.add(line("validation", "r %.3f (median %.3f), R2 %.3f over %d stimuli",
                    report.validation().rMean(), report.validation().rMedian(), report.validation().r2Mean(),
                    report.validation().stimuli())
                    + (report.validation().ofCeilingMean() == null
                            ? ""
                            : String.format(Locale.ROOT, ", %.0f %% of the noise ceiling",
                                    100 * report.validation().ofCeilingMean())));
        }
        if (report.ridge() != null) {
            text.add(line("ridge", "r %.3f on the same validation stimuli", report.ridge().validationRMean()));
        }
        if (report.truth() != null) {
            text.add(line("truth found", "layer r %.3f, space r %.3f, scale r %.3f", report.truth().layerR(),
                    report.truth().spaceR(), report.truth().scaleR()));
        }
        if (report.latencyMs() != null) {
            text.add(line("latency", "p50 %.0f ms, p99 %.0f ms; above computing %.0f and %.0f ms",
                    report.latencyMs().p50(), report.latencyMs().p99(), report.latencyMs().aboveComputeP50(),
                    report.latencyMs().aboveComputeP99()));
        }
        return text.add(line("time", "%.0f s", report.wallSeconds())).toString();
    }

    private static String line(String name, String format, Object... values) {
        return String.format(Locale.ROOT, "  %-12s " + format, concat(name, values));
    }

    private static Object[] concat(String name, Object[] values) {
        Object[] all = new Object[values.length + 1];
        all[0] = name;
        System.arraycopy(values, 0, all, 1, values.length);
        return all;
    }
}
