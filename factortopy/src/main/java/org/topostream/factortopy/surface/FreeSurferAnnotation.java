package org.topostream.factortopy.surface;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// FreeSurfer's annotations, such as `lh.aparc.annot`: of every vertex its number and the colour of its region, then
/// the regions' names and colours in one of two layouts, all big-endian (FreeSurfer wiki, *Labels, Cluts and Annotation
/// files*).
final class FreeSurferAnnotation {
    private static final int VERSION = -2;

    private FreeSurferAnnotation() {}

    /// Regions that have a vertex, in the order of the table.
    /// @param vertices V of the surface it goes with
    static List<VertexRegion> read(FileBytes bytes, int vertices) throws IOException {
        int count = bytes.count("vertices");
        if (count != vertices) {
            throw bytes.bad("expected an annotation of " + vertices + " vertices, as the surface has, got one of "
                    + count + " (" + bytes.start() + ")");
        }
        int[] pairs = bytes.int32(2L * count, count + " vertices");
        Map<Integer, List<Integer>> inside = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] < 0 || pairs[i] >= vertices) {
                throw bytes.bad("has vertex " + pairs[i] + ", expected 0 to " + (vertices - 1));
            }
            inside.computeIfAbsent(pairs[i + 1], colour -> new ArrayList<>()).add(pairs[i]);
        }
        inside.remove(0); // means that a vertex is in no region
        List<VertexRegion> regions = new ArrayList<>();
        names(bytes).forEach((colour, name) -> {
            if (inside.containsKey(colour)) {
                regions.add(new VertexRegion(name,
                        inside.get(colour).stream().mapToInt(Integer::intValue).sorted().toArray()));
            }
        });
        return regions;
    }

    /// Names by colour, in the order of the table.
    private static Map<Integer, String> names(FileBytes bytes) throws IOException {
        if (bytes.remaining() == 0 || bytes.int32("colour table") == 0) {
            throw bytes.bad("expected a colour table, which names the regions, got none");
        }
        int entries = bytes.int32("version of the colour table");
        boolean older = entries > 0;
        if (!older) {
            if (entries != VERSION) {
                throw bytes.bad("expected a colour table of version 1 or 2, got " + -entries);
            }
            bytes.count("colours");
        }
        bytes.text(bytes.count("letters of the table's name"), "the table's name");
        entries = older ? entries : bytes.count("colours");
        Map<Integer, String> names = new LinkedHashMap<>();
        for (int i = 0; i < entries; i++) {
            if (!older) {
                bytes.int32("number of colour " + i);
            }
            String name = bytes.text(bytes.count("letters of region " + i), "name of region " + i);
            int[] colour = bytes.int32(4, "colour of region " + name);
            names.putIfAbsent(colour[0] | colour[1] << 8 | colour[2] << 16, name);
        }
        return names;
    }
}
