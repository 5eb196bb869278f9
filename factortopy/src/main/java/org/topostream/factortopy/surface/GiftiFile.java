package org.topostream.factortopy.surface;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.topostream.factortopy.FloatTensor;

/// What a GIFTI file holds (*GIFTI Surface Data Format*, version 1.0).
///
/// @param source   the file, to speak of it
/// @param metadata of the whole file
/// @param labels   names of regions by their key, in the file's order
/// @param arrays   in the file's order
record GiftiFile(FileBytes source, Map<String, String> metadata, Map<Integer, String> labels,
        List<GiftiArray> arrays) {
    static final String STRUCTURE = "AnatomicalStructurePrimary";
    private static final int AXES = 3;

    /// The hemisphere that its metadata name, if they do.
    Optional<Hemisphere> hemisphere() {
        return Stream.concat(Stream.of(metadata), arrays.stream().map(GiftiArray::metadata))
                .flatMap(each -> Optional.ofNullable(each.get(STRUCTURE)).stream()).findFirst()
                .flatMap(Hemisphere::ofGifti);
    }

    /// @throws IllegalArgumentException where it is no [Mesh]
    Mesh mesh() throws IOException {
        return new Mesh(only(GiftiArray.POINTS).floats(), only(GiftiArray.TRIANGLES).ints());
    }

    private GiftiArray only(String intent) throws IOException {
        List<GiftiArray> found = arrays.stream().filter(array -> array.intent().equals(intent)).toList();
        if (found.size() != 1 || found.getFirst().columns() != AXES) {
            throw source.bad("expected a surface: one array of " + intent + " with 3 columns, got "
                    + (found.size() == 1 ? "one with " + found.getFirst().columns() : found.size() + " arrays")
                    + "; its arrays are " + intents());
        }
        return found.getFirst();
    }

    private List<String> intents() {
        return arrays.stream().map(GiftiArray::intent).toList();
    }

    /// @return `[V, K]`: the columns of all arrays that have values of vertices, one beside the other
    FloatTensor values() throws IOException {
        List<GiftiArray> found = arrays.stream().filter(GiftiArray::ofVertices).toList();
        if (found.isEmpty()) {
            throw source.bad("expected values of vertices, got arrays of " + intents());
        }
        int vertices = found.getFirst().shape()[0];
        int columns = found.stream().mapToInt(GiftiArray::columns).sum();
        float[] values = new float[Math.multiplyExact(vertices, columns)];
        int from = 0;
        for (GiftiArray array : found) {
            if (array.shape()[0] != vertices) {
                throw source.bad("expected arrays of one length, got " + vertices + " and " + array.shape()[0]
                        + " values");
            }
            float[] own = array.floats();
            for (int i = 0; i < own.length; i++) {
                values[i / array.columns() * columns + from + i % array.columns()] = own[i];
            }
            from += array.columns();
        }
        return new FloatTensor(new int[]{vertices, columns}, values);
    }

    /// Regions that have a vertex, by key; key 0 means none.
    /// @param vertices V of the surface it goes with
    List<VertexRegion> regions(int vertices) throws IOException {
        List<GiftiArray> found = arrays.stream().filter(array -> array.intent().equals(GiftiArray.LABELS)).toList();
        if (found.size() != 1 || found.getFirst().values().length != vertices) {
            throw source.bad("expected one array of " + GiftiArray.LABELS + " with a key for each of " + vertices
                    + " vertices, got " + (found.size() == 1
                            ? found.getFirst().values().length + " keys"
                            : found.size() + " arrays of it among " + intents()));
        }
        Map<Integer, List<Integer>> inside = new TreeMap<>();
        int[] keys = found.getFirst().ints();
        for (int vertex = 0; vertex < keys.length; vertex++) {
            if (keys[vertex] != 0) {
                inside.computeIfAbsent(keys[vertex], key -> new ArrayList<>()).add(vertex);
            }
        }
        List<VertexRegion> regions = new ArrayList<>();
        for (Map.Entry<Integer, List<Integer>> region : inside.entrySet()) {
            String name = labels.get(region.getKey());
            if (name == null) {
                throw source.bad("vertex " + region.getValue().getFirst() + " has key " + region.getKey()
                        + ", which its label table does not name; it names " + labels.keySet());
            }
            regions.add(new VertexRegion(name,
                    region.getValue().stream().mapToInt(Integer::intValue).toArray()));
        }
        return regions;
    }
}
