package org.topostream.producers.dataset.bids;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the name of a file tells: `sub-01_ses-02_task-nsd_run-1_bold.nii.gz` (BIDS specification, *File name
/// structure*).
///
/// @param file      where it lies
/// @param entities  keys and values, in the name's order
/// @param suffix    its last part, such as `bold`; empty where that is an entity
/// @param extension from the first dot on
public record BidsName(Path file, Map<String, String> entities, String suffix, String extension) {
    /// What tells preparations of one run apart, and not runs.
    private static final Set<String> PREPARATIONS = Set.of("sub", "space", "desc", "res", "den", "hemi", "stat");

    public BidsName {
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
    }

    public static BidsName of(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        Map<String, String> entities = new LinkedHashMap<>();
        String suffix = "";
        for (String part : stem.split("_", -1)) {
            int dash = part.indexOf('-');
            if (dash > 0) {
                entities.put(part.substring(0, dash), part.substring(dash + 1));
            } else {
                suffix = part;
            }
        }
        return new BidsName(file, entities, suffix, dot < 0 ? "" : name.substring(dot));
    }

    /// The value of an entity.
    public Optional<String> entity(String key) {
        return Optional.ofNullable(entities.get(key));
    }

    public boolean isNifti() {
        return extension.equals(".nii") || extension.equals(".nii.gz");
    }

    /// Whether this is a file about another: it has no entity that the other lacks (BIDS, *The inheritance principle*).
    public boolean isAbout(BidsName other) {
        return other.entities.entrySet().containsAll(entities.entrySet());
    }

    /// What a run is called within its subject: `ses-02_task-nsd_run-1`.
    public String run() {
        List<String> parts = new ArrayList<>();
        entities.forEach((key, value) -> {
            if (!PREPARATIONS.contains(key)) {
                parts.add(key + "-" + value);
            }
        });
        return parts.isEmpty() ? "run" : parts.stream().collect(Collectors.joining("_"));
    }
}
