package org.topostream.producers.subjects;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the surfaces of one hemisphere lie.
///
/// @param surfaces by name, of [#NAMES], in their order
/// @param shading  sulcal depth or curvature of its vertices
public record HemisphereFiles(Map<String, Path> surfaces, Optional<Path> shading) {
    public static final String PIAL = "pial";
    public static final String FLAT = "flat";
    /// Surfaces that topostream knows.
    static final List<String> NAMES = List.of(PIAL, "white", "inflated", "sphere", FLAT);

    public HemisphereFiles {
        Map<String, Path> ordered = new LinkedHashMap<>();
        for (String name : NAMES) {
            if (surfaces.containsKey(name)) {
                ordered.put(name, surfaces.get(name));
            }
        }
        surfaces = ordered;
    }

    /// These files with others in place of those, and beside those, that are here.
    public HemisphereFiles with(HemisphereFiles others) {
        Map<String, Path> all = new LinkedHashMap<>(surfaces);
        all.putAll(others.surfaces);
        return new HemisphereFiles(all, others.shading.or(() -> shading));
    }
}
