package org.topostream.factortopy.surface;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Reads named regions of a hemisphere: FreeSurfer's annotations (`lh.aparc.annot`) and labels (`lh.V1.label`), and
/// GIFTI (`.label.gii`), told apart by their first bytes.
public final class RegionFile {
    private RegionFile() {}

    /// All regions of the file that have a vertex, those that mean "none" among them; a label is one region, which its
    /// file names.
    /// @param vertices V of the surface it goes with
    /// @throws IOException where the file is absent, is no such file, or goes with another surface
    public static List<VertexRegion> read(Path file, int vertices) throws IOException {
        FileBytes bytes = FileBytes.read(file);
        if (bytes.startsWith('<')) {
            return GiftiReader.read(bytes).regions(vertices);
        }
        if (bytes.startsWith('#')) {
            return List.of(FreeSurferLabel.read(bytes, vertices));
        }
        return FreeSurferAnnotation.read(bytes, vertices);
    }
}
