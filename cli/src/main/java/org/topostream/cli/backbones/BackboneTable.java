package org.topostream.cli.backbones;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.backbone.BackboneSpec;

/// Backbones, one a line.
public final class BackboneTable {
    private static final String LINE = "%-20s %6s  %-26s %9s %12s  %-11s  %-14s  %s%n";
    private static final int TOKENS = Features.GRID * Features.GRID + 1;

    private final PrintWriter out;

    /// Prints the heads of the columns.
    public BackboneTable(PrintWriter out) {
        this.out = out;
        out.printf(LINE, "backbone", "layers", "channels", "input", "bytes/image", "format", "licence", "where");
    }

    /// Prints a backbone.
    public void add(BackboneSpec spec, String where) {
        out.printf(Locale.ROOT, LINE, spec.name(), spec.layers().size(), widths(spec),
                spec.input().width() + "x" + spec.input().height(), featureBytes(spec), spec.format().label(),
                spec.licence(), where);
        out.flush();
    }

    /// Bytes of one stimulus' features at fp16: per channel 8 x 8 local tokens and a global one.
    static long featureBytes(BackboneSpec spec) {
        return (long) Short.BYTES * TOKENS * Arrays.stream(spec.widths()).asLongStream().sum();
    }

    /// The layers' channels, equal ones next to each other counted: `15, 32, 4 x 128`.
    static String widths(BackboneSpec spec) {
        int[] widths = spec.widths();
        int[] starts = IntStream.range(0, widths.length).filter(i -> i == 0 || widths[i] != widths[i - 1]).toArray();
        return IntStream.range(0, starts.length).mapToObj(run -> {
            int length = (run + 1 < starts.length ? starts[run + 1] : widths.length) - starts[run];
            return (length == 1 ? "" : length + " x ") + widths[starts[run]];
        }).collect(Collectors.joining(", "));
    }
}
