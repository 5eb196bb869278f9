package org.topostream.cli.acquire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.topostream.factortopy.timing.RunNumbers;
import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.folder.SeriesInfo;
import org.topostream.producers.scan.format.ScannerFiles;

/// What a folder of a scanner's files holds, told without sending any of it.
///
/// @param series   what was found, in the order in which it came
/// @param refused  files that cannot be read, with the reason
/// @param ignored  files of no kind that is known
/// @param slices   files of volumes of which slices are missing
public record ScanCheck(List<Series> series, Map<Path, String> refused, int ignored, int slices) {
    private static final String AXES = "LRPAIS";

    /// A series of volumes.
    ///
    /// @param info    what it is called
    /// @param first   volume of it that was read
    /// @param numbers which volumes there are
    public record Series(SeriesInfo info, ScannedVolume first, RunNumbers numbers) {}

    /// Reads everything in a folder and its sub-folders.
    /// @param first the number in the names of a run's first volume, of files whose names number them
    /// @throws IOException where the folder cannot be read
    public static ScanCheck of(Path folder, int first) throws IOException {
        Map<String, Series> series = new LinkedHashMap<>();
        Map<Path, String> refused = new LinkedHashMap<>();
        try (ScannerFiles files = ScannerFiles.all(first)) {
            Set<Path> unknown = new HashSet<>();
            List<Path> known = new ArrayList<>();
            sorted(folder).forEach(file -> (files.accepts(file) ? known : unknown).add(file));
            for (Path file : known) {
                files.companions(file).forEach(unknown::remove);
                try {
                    for (ScannedVolume volume : files.read(file)) {
                        series.computeIfAbsent(volume.series(),
                                name -> new Series(files.describe(name), volume, new RunNumbers(name))).numbers()
                                .arrived(volume.number());
                    }
                } catch (BadScanException e) {
                    refused.put(folder.relativize(file), e.getMessage());
                }
            }
            return new ScanCheck(List.copyOf(series.values()), refused, unknown.size(), files.unfinished().size());
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /// Lines for people.
    public String text() {
        List<String> lines = new ArrayList<>();
        for (Series each : series) {
            ScannedVolume volume = each.first();
            lines.add("series " + each.info().name()
                    + (each.info().number().isPresent() ? ", number " + each.info().number().getAsInt() : "")
                    + (each.info().kind().isEmpty() ? "" : ", " + each.info().kind()));
            lines.add("  " + each.numbers().status());
            lines.add(String.format(Locale.ROOT, "  %d x %d x %d voxels of %s mm, axes %s, %s",
                    volume.size()[0], volume.size()[1], volume.size()[2], millimetres(volume.affine()),
                    orientation(volume.affine()),
                    volume.seconds().isPresent()
                            ? String.format(Locale.ROOT, "TR %.3f s", volume.seconds().getAsDouble())
                            : "TR is not told: give --tr"));
            lines.add("  intensities " + range(volume.values()));
        }
        refused.forEach((file, reason) -> lines.add("cannot be read: " + file + ": " + reason));
        if (slices > 0) {
            lines.add(slices + " files are slices of volumes that are not complete");
        }
        if (ignored > 0) {
            lines.add(ignored + " files are of no kind that is known");
        }
        if (series.isEmpty()) {
            lines.add("no volume was found");
        }
        return String.join("\n", lines);
    }

    private static String millimetres(double[] affine) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < 3; column++) {
            double length = Math.sqrt(affine[column] * affine[column] + affine[4 + column] * affine[4 + column]
                    + affine[8 + column] * affine[8 + column]);
            text.append(column == 0 ? "" : " x ").append(String.format(Locale.ROOT, "%.2f", length));
        }
        return text.toString();
    }

    /// Towards which side each axis of the volume runs most, as `RAS`.
    static String orientation(double[] affine) {
        StringBuilder axes = new StringBuilder();
        for (int column = 0; column < 3; column++) {
            int most = 0;
            for (int row = 1; row < 3; row++) {
                most = Math.abs(affine[4 * row + column]) > Math.abs(affine[4 * most + column]) ? row : most;
            }
            axes.append(AXES.charAt(2 * most + (affine[4 * most + column] > 0 ? 1 : 0)));
        }
        return axes.toString();
    }

    private static String range(float[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return String.format(Locale.ROOT, "%.4g to %.4g", least, most) + ", sum "
                + String.format(Locale.ROOT, "%.6g", sum(values));
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    /// Whether everything could be read.
    public boolean isGood() {
        return refused.isEmpty() && slices == 0 && !series.isEmpty();
    }
}
