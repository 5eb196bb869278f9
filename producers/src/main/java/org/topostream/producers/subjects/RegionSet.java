package org.topostream.producers.subjects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.factortopy.surface.MeshFile;
import org.topostream.factortopy.surface.RegionFile;
import org.topostream.factortopy.surface.VertexRegion;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Roi;

/// Regions of both hemispheres out of several files. A region of one name in both hemispheres is one region. Where two
/// atlases have a region of one name, both get their atlas' name before it. What means "none" is left out.
final class RegionSet {
    private static final Set<String> NOWHERE = Set.of("", "???", "unknown", "none", "background", "medial_wall",
            "medialwall", "medial.wall", "medial wall");
    /// Of the atlas of Glasser and others (2016): `L_V1_ROI`.
    private static final String GLASSER = "[LR]_(.+)_ROI";

    private final Map<Hemisphere, Integer> vertices;
    private final List<Found> found = new ArrayList<>();

    private record Found(Hemisphere hemisphere, String atlas, String name, int[] vertices) {}

    /// @param vertices V of either hemisphere
    RegionSet(Map<Hemisphere, Integer> vertices) {
        this.vertices = vertices;
    }

    /// @param file an annotation, a label or a GIFTI label file of one hemisphere
    void add(Path file) throws IOException {
        Hemisphere hemisphere = MeshFile.hemisphere(file)
                .orElseThrow(() -> new IllegalArgumentException("--rois: which hemisphere is " + file
                        + " of? Its name should have lh, rh, left, right, hemi-L or hemi-R in it"));
        for (VertexRegion region : RegionFile.read(file, vertices.get(hemisphere))) {
            String name = region.name().strip().replaceFirst("^" + GLASSER + "$", "$1");
            if (!NOWHERE.contains(name.toLowerCase(Locale.ROOT))) {
                found.add(new Found(hemisphere, atlas(file), name, region.vertices()));
            }
        }
    }

    /// The file's name without hemisphere and ending.
    private static String atlas(Path file) {
        return file.getFileName().toString().replaceFirst("(\\.(annot|label|label\\.gii|gii))?(\\.gz)?$", "")
                .replaceFirst("^[lr]h\\.", "").replaceFirst("[._-](hemi-[LR]|left|right|lh|rh|L|R)$", "");
    }

    /// Those that have a voxel, in the files' order.
    List<Roi> rois(VoxelNumbers numbers) {
        Map<String, Set<String>> atlases = found.stream().collect(Collectors.groupingBy(Found::name,
                Collectors.mapping(Found::atlas, Collectors.toSet())));
        Map<String, byte[]> inside = new LinkedHashMap<>();
        for (Found region : found) {
            boolean shared = atlases.get(region.name).size() > 1;
            byte[] voxels = inside.computeIfAbsent(shared ? region.atlas + "." + region.name : region.name,
                    name -> new byte[numbers.count()]);
            int[] own = numbers.of(region.hemisphere);
            for (int vertex : region.vertices) {
                if (own[vertex] >= 0) {
                    voxels[own[vertex]] = 1;
                }
            }
        }
        return inside.entrySet().stream().filter(region -> hasVoxel(region.getValue()))
                .map(region -> new Roi(region.getKey(), Tensors.int8(region.getValue(), numbers.count()))).toList();
    }

    private static boolean hasVoxel(byte[] voxels) {
        for (byte voxel : voxels) {
            if (voxel != 0) {
                return true;
            }
        }
        return false;
    }
}
