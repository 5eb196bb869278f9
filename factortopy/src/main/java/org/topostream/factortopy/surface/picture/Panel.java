package org.topostream.factortopy.surface.picture;

import java.util.List;
import java.util.stream.IntStream;

import org.topostream.factortopy.surface.Mesh;

/// A body seen from one side.
record Panel(Body body, View view) {
    private static final int AXES = 3;
    /// A surface that is thinner than this share of its length is flat.
    private static final double THIN = 1e-4;

    /// Where the points of a panel lie in its plane, in millimetres.
    record Bounds(double left, double right, double bottom, double top) {
        double width() {
            return Math.max(right - left, 1e-6);
        }

        double height() {
            return Math.max(top - bottom, 1e-6);
        }
    }

    /// A body from all sides that show something of it.
    static List<Panel> of(Body body) {
        List<View> views = switch (body) {
            case Body.Cortex cortex -> views(cortex.mesh());
            case Body.Cloud cloud -> cloud.hemisphere().isPresent() ? View.sides() : List.of(View.values());
        };
        return views.stream().map(view -> new Panel(body, view)).toList();
    }

    /// A flat surface has one side.
    private static List<View> views(Mesh mesh) {
        int[] shown = shown(mesh);
        double[] lengths = IntStream.range(0, AXES).mapToDouble(axis -> {
            double[] ends = IntStream.of(shown).mapToDouble(vertex -> mesh.vertices()[AXES * vertex + axis]).sorted()
                    .toArray();
            return ends.length == 0 ? 0 : ends[ends.length - 1] - ends[0];
        }).toArray();
        double longest = Math.max(lengths[0], Math.max(lengths[1], lengths[2]));
        return IntStream.range(0, AXES).filter(axis -> lengths[axis] <= THIN * longest).boxed().findFirst()
                .map(axis -> List.of(View.onto(axis))).orElse(View.sides());
    }

    private static int[] shown(Mesh mesh) {
        boolean[] used = mesh.used();
        return IntStream.range(0, used.length).filter(vertex -> used[vertex]).toArray();
    }

    String title() {
        return switch (body) {
            case Body.Cortex cortex -> view.title(cortex.hemisphere());
            case Body.Cloud cloud -> cloud.hemisphere().map(view::title).orElse(view.title());
        };
    }

    Bounds bounds() {
        float[] places = switch (body) {
            case Body.Cortex cortex -> cortex.mesh().vertices();
            case Body.Cloud cloud -> cloud.coordinates();
        };
        int[] shown = switch (body) {
            case Body.Cortex cortex -> shown(cortex.mesh());
            case Body.Cloud cloud -> cloud.voxels();
        };
        if (shown.length == 0) { // a surface without faces
            return new Bounds(0, 1, 0, 1);
        }
        double[] across = IntStream.of(shown).mapToDouble(place -> view.right(places, place)).sorted().toArray();
        double[] up = IntStream.of(shown).mapToDouble(place -> view.up(places, place)).sorted().toArray();
        return new Bounds(across[0], across[across.length - 1], up[0], up[up.length - 1]);
    }
}
