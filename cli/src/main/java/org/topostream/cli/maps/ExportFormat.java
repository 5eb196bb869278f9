package org.topostream.cli.maps;

import java.nio.file.Path;
import java.util.List;

import org.topostream.factortopy.surface.Hemisphere;

/// Files that maps are exported to.
public enum ExportFormat {
    /// For Connectome Workbench, FreeSurfer, nilearn and nibabel.
    GIFTI(List.of(".func.gii", ".shape.gii", ".gii"), true),
    /// For niivue and Surf Ice.
    MZ3(List.of(".mz3"), true),
    /// For FreeSurfer.
    MGH(List.of(".mgh", ".mgz"), true),
    /// For NumPy: voxels, not vertices.
    NPY(List.of(".npy"), false),
    /// For tables: voxels, not vertices.
    CSV(List.of(".csv"), false),
    /// To look at.
    PNG(List.of(".png"), false);

    private final List<String> endings;
    private final boolean ofSurface;

    ExportFormat(List<String> endings, boolean ofSurface) {
        this.endings = endings;
        this.ofSurface = ofSurface;
    }

    /// Whether it holds values of a surface's vertices, a file a hemisphere.
    boolean isOfSurface() {
        return ofSurface;
    }

    /// The file as it was named, with the format's ending where it has none of its own.
    Path file(Path named) {
        return named(named, "");
    }

    /// The same for one hemisphere: `layer_hemi-L.func.gii` as BIDS wants it, `layer.lh.mgh` as FreeSurfer does.
    Path file(Path named, Hemisphere hemisphere) {
        return named(named, this == GIFTI ? "_hemi-" + hemisphere.letter() : "." + hemisphere.freeSurfer());
    }

    private Path named(Path named, String suffix) {
        String name = named.getFileName().toString();
        String ending = endings.stream().filter(name::endsWith).findFirst().orElse("");
        String stem = name.substring(0, name.length() - ending.length());
        return named.resolveSibling(stem + suffix + (ending.isEmpty() ? endings.getFirst() : ending));
    }
}
