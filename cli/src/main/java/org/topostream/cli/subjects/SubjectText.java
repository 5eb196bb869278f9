package org.topostream.cli.subjects;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import org.topostream.producers.subjects.SurfaceRecords;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;

/// Subjects as people read them.
public final class SubjectText {
    private static final String ROW = "%-20s %8s %8s %8s %8s %8s %9s  %s%n";
    private static final String LINE = "%-14s %s%n";
    private static final int AXES = 3;

    private SubjectText() {}

    /// The heads of the columns of [#row].
    public static void head(PrintWriter out) {
        out.printf(ROW, "subject", "voxels", "left", "right", "regions", "ceiling", "surfaces", "source");
    }

    /// A subject in a line.
    public static void row(PrintWriter out, Subject subject, int surfaces) {
        out.printf(ROW, subject.getSubject(), voxels(subject), count(subject, 0), count(subject, 1),
                subject.getRois().size(), ceiling(subject), surfaces, orDash(subject.getSource()));
    }

    /// All of a subject but its values.
    public static void whole(PrintWriter out, Subject subject, Collection<Surface> surfaces) {
        out.printf(LINE, "subject", subject.getSubject());
        out.printf(LINE, "voxels", voxels(subject) + " (" + count(subject, 0) + " left, " + count(subject, 1)
                + " right)");
        out.printf(LINE, "coordinates", ranges(Tensors.floats(subject.getCoordinates())));
        out.printf(LINE, "noise ceiling", ceiling(subject));
        out.printf(LINE, "measure", orDash(subject.getMeasure()));
        out.printf(LINE, "source", orDash(subject.getSource()));
        for (Roi roi : subject.getRois()) {
            out.printf(LINE, "region", roi.getName() + ", " + inside(roi) + " voxels");
        }
        for (Surface surface : surfaces) {
            int[] shown = SurfaceRecords.voxels(surface);
            long without = IntStream.of(shown).filter(voxel -> voxel < 0).count();
            out.printf(LINE, "surface", SurfaceRecords.key(surface) + ", " + shown.length + " vertices ("
                    + without + " without a voxel), " + surface.getFaces().remaining() / (AXES * Integer.BYTES)
                    + " faces" + (surface.getShading() == null ? "" : ", shaded") + ", from "
                    + orDash(surface.getSource()));
        }
    }

    private static int voxels(Subject subject) {
        return subject.getCoordinates().getShape().getFirst();
    }

    private static String count(Subject subject, int hemisphere) {
        return Optional.ofNullable(subject.getHemispheres()).map(Tensors::floats).map(numbers -> {
            int count = 0;
            for (float number : numbers) {
                count += number == hemisphere ? 1 : 0;
            }
            return Integer.toString(count);
        }).orElse("?");
    }

    private static int inside(Roi roi) {
        int inside = 0;
        for (float voxel : Tensors.floats(roi.getVoxels())) {
            inside += voxel == 0 ? 0 : 1;
        }
        return inside;
    }

    /// The mean.
    private static String ceiling(Subject subject) {
        return Optional.ofNullable(subject.getNoiseCeiling()).map(Tensors::floats).map(values -> {
            double sum = 0;
            for (float value : values) {
                sum += value;
            }
            return String.format(Locale.ROOT, "%.3f", sum / values.length);
        }).orElse("-");
    }

    private static String ranges(float[] coordinates) {
        StringBuilder text = new StringBuilder();
        for (int axis = 0; axis < AXES; axis++) {
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int i = axis; i < coordinates.length; i += AXES) {
                least = Math.min(least, coordinates[i]);
                most = Math.max(most, coordinates[i]);
            }
            text.append(String.format(Locale.ROOT, "%s%s %.1f to %.1f", axis == 0 ? "" : ", ", "xyz".charAt(axis),
                    least, most));
        }
        return text.append(" mm").toString();
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
