package org.topostream.producers.subjects;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.topostream.factortopy.surface.Hemisphere;

/// The files that a subject is made of.
///
/// @param hemispheres both
/// @param regions     annotations and labels of either
/// @param source      where they come from, for people
public record SubjectFiles(Map<Hemisphere, HemisphereFiles> hemispheres, List<Path> regions, String source) {

    public SubjectFiles {
        hemispheres = new EnumMap<>(hemispheres);
        regions = List.copyOf(regions);
        for (Hemisphere hemisphere : Hemisphere.values()) {
            if (!hemispheres.containsKey(hemisphere)
                    || !hemispheres.get(hemisphere).surfaces().containsKey(HemisphereFiles.PIAL)) {
                throw new IllegalArgumentException("expected the pial surface of both hemispheres, got none of the "
                        + hemisphere.label() + " one: give --" + hemisphere.label() + "-pial, or a folder that has it");
            }
        }
    }
}
