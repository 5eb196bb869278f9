package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.topostream.factortopy.npy.NpyLabels;
import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Roi;

/// The regions of the Algonauts Project 2023: files of labels of the challenge's vertices
/// (`lh.prf-visualrois_challenge_space.npy`), and of what the labels stand for (`mapping_prf-visualrois.npy`); 0 is
/// none.
final class AlgonautsRegions {
    private static final String MAPPING = "mapping_";
    private static final String ENDING = ".npy";

    private AlgonautsRegions() {}

    /// @param voxels of either hemisphere
    /// @return those that have a voxel, the left hemisphere's voxels first
    static List<Roi> read(Path folder, Map<Hemisphere, Integer> voxels) throws IOException {
        int left = voxels.get(Hemisphere.LEFT);
        int count = left + voxels.get(Hemisphere.RIGHT);
        Map<String, byte[]> regions = new LinkedHashMap<>();
        for (Path mapping : mappings(folder)) {
            String file = String.valueOf(mapping.getFileName());
            String kind = file.substring(MAPPING.length(), file.length() - ENDING.length());
            Map<Integer, String> names = NpyLabels.names(mapping);
            for (Hemisphere hemisphere : Hemisphere.values()) {
                int[] labels = labels(folder.resolve(
                        hemisphere.freeSurfer() + "." + kind + "_challenge_space" + ENDING), voxels.get(hemisphere));
                for (int voxel = 0; voxel < labels.length; voxel++) {
                    if (labels[voxel] != 0) {
                        String name = names.getOrDefault(labels[voxel], kind + "-" + labels[voxel]);
                        regions.computeIfAbsent(name, any -> new byte[count])[hemisphere == Hemisphere.LEFT
                                ? voxel
                                : left + voxel] = 1;
                    }
                }
            }
        }
        return regions.entrySet().stream()
                .map(region -> new Roi(region.getKey(), Tensors.int8(region.getValue(), count))).toList();
    }

    private static List<Path> mappings(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches(MAPPING + ".+\\.npy")).sorted()
                    .toList();
        }
    }

    /// None where there is no such file: some subjects lack a region in one hemisphere.
    private static int[] labels(Path file, int voxels) throws IOException {
        if (!Files.isRegularFile(file)) {
            return new int[0];
        }
        int[] labels = NpyLabels.read(file);
        if (labels.length != voxels) {
            throw new IOException(file + ": expected " + voxels + " labels, one for each column of the responses, got "
                    + labels.length);
        }
        return labels;
    }
}
