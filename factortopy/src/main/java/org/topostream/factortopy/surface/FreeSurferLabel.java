package org.topostream.factortopy.surface;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// FreeSurfer's labels, such as `lh.V1_exvivo.label`: a comment, the number of vertices, and a line for each with its
/// number, three coordinates and a value (`LabelWrite` of FreeSurfer's `label.cpp`).
final class FreeSurferLabel {
    private FreeSurferLabel() {}

    /// @param vertices V of the surface it goes with
    static VertexRegion read(FileBytes bytes, int vertices) throws IOException {
        List<String> lines = new String(bytes.all(), StandardCharsets.ISO_8859_1).lines().map(String::strip)
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#').toList();
        if (lines.isEmpty()) {
            throw bytes.bad("expected a FreeSurfer label, got no line but comments");
        }
        int count = number(bytes, lines.getFirst());
        if (count != lines.size() - 1) {
            throw bytes.bad("expected " + count + " lines of vertices, as its second line says, got "
                    + (lines.size() - 1));
        }
        Set<Integer> inside = new TreeSet<>();
        for (String line : lines.subList(1, lines.size())) {
            int vertex = number(bytes, line.split("\\s+", 2)[0]);
            if (vertex < 0 || vertex >= vertices) {
                throw bytes.bad("has vertex " + vertex + ", expected 0 to " + (vertices - 1)
                        + ", the vertices of the surface");
            }
            inside.add(vertex);
        }
        return new VertexRegion(name(bytes), inside.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int number(FileBytes bytes, String text) throws IOException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IOException(bytes.file() + ": expected a FreeSurfer label with a whole number at the begin of "
                    + "every line, got '" + text + "'", e);
        }
    }

    /// The file's name without hemisphere and ending.
    private static String name(FileBytes bytes) {
        return bytes.file().getFileName().toString().replaceFirst("(\\.label)?(\\.gz)?$", "")
                .replaceFirst("^[lr]h\\.", "");
    }
}
