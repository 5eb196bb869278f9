package org.topostream.producers.subjects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.factortopy.surface.MeshFile;
import org.topostream.factortopy.surface.RegionFile;
import org.topostream.factortopy.surface.VertexFile;
import org.topostream.factortopy.surface.VertexRegion;

/// Reads one value for each vertex of both hemispheres: from a file for each, whose name or metadata tell which, or
/// from one file for the left and then the right.
final class HemisphereValues {
    private final String option;
    private final Map<Hemisphere, Integer> vertices;

    /// @param option   that named the files, to speak of it
    /// @param vertices V of either hemisphere
    HemisphereValues(String option, Map<Hemisphere, Integer> vertices) {
        this.option = option;
        this.vertices = vertices;
    }

    /// @param files one or two; a FreeSurfer label is 1 inside and 0 outside
    /// @return `[V]` of either hemisphere
    Map<Hemisphere, float[]> read(List<Path> files) throws IOException {
        Map<Hemisphere, float[]> values = new EnumMap<>(Hemisphere.class);
        for (Path file : files) {
            Optional<Hemisphere> hemisphere = MeshFile.hemisphere(file);
            if (hemisphere.isPresent()) {
                if (values.put(hemisphere.get(), one(file, hemisphere.get())) != null) {
                    throw new IllegalArgumentException(option + ": expected one file of the "
                            + hemisphere.get().label() + " hemisphere, got " + files);
                }
            } else {
                return both(file, files);
            }
        }
        for (Hemisphere hemisphere : Hemisphere.values()) {
            if (!values.containsKey(hemisphere)) {
                throw new IllegalArgumentException(option + ": expected a file of the " + hemisphere.label()
                        + " hemisphere as well, got " + files);
            }
        }
        return values;
    }

    private float[] one(Path file, Hemisphere hemisphere) throws IOException {
        int count = vertices.get(hemisphere);
        if (file.getFileName().toString().endsWith(".label")) {
            float[] inside = new float[count];
            for (VertexRegion region : RegionFile.read(file, count)) {
                for (int vertex : region.vertices()) {
                    inside[vertex] = 1;
                }
            }
            return inside;
        }
        FloatTensor values = VertexFile.read(file);
        require(file, values, count, "one for each vertex of the " + hemisphere.label() + " hemisphere");
        return values.values();
    }

    private Map<Hemisphere, float[]> both(Path file, List<Path> files) throws IOException {
        if (files.size() != 1) {
            throw new IllegalArgumentException(option + ": which hemisphere is " + file + " of? Its name should have "
                    + "lh, rh, left, right, hemi-L or hemi-R in it; or give one file for both");
        }
        int left = vertices.get(Hemisphere.LEFT);
        int right = vertices.get(Hemisphere.RIGHT);
        FloatTensor values = VertexFile.read(file);
        require(file, values, left + right, "one for each vertex of the left hemisphere and then of the right one");
        return Map.of(Hemisphere.LEFT, Arrays.copyOf(values.values(), left), Hemisphere.RIGHT,
                Arrays.copyOfRange(values.values(), left, left + right));
    }

    private static void require(Path file, FloatTensor values, int count, String what) throws IOException {
        if (values.values().length != count) {
            throw new IOException(file + ": expected " + count + " values, " + what + ", got the shape "
                    + Arrays.toString(values.shape()));
        }
    }
}
