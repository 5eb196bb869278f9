package org.topostream.factortopy.surface;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads surfaces: GIFTI (`.surf.gii`, also gzipped) and FreeSurfer's (`lh.pial`), told apart by their first bytes.
/// Coordinates are taken as they stand; a transformation that a GIFTI file names is left to whoever registers images.
public final class MeshFile {
    private MeshFile() {}

    /// Reads a whole surface.
    /// @throws IOException where the file is absent, or no surface; the message names it and says what it is
    public static Mesh read(Path file) throws IOException {
        FileBytes bytes = FileBytes.read(file);
        try {
            if (bytes.startsWith('<')) {
                return GiftiReader.read(bytes).mesh();
            }
            if (bytes.startsWith(FreeSurferSurface.MAGIC)) {
                return FreeSurferSurface.read(bytes);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        throw bytes.bad("expected a surface, GIFTI or FreeSurfer's triangles, got " + bytes.start());
    }

    /// Reads a flat surface: a whole one, or a patch of FreeSurfer's.
    /// @param cut the surface that the patch was cut from
    /// @return as many vertices as `cut` has, where it is a patch; those that were cut away belong to no face
    /// @throws IOException as [#read]
    public static Mesh readFlat(Path file, Mesh cut) throws IOException {
        FileBytes bytes = FileBytes.read(file);
        if (!bytes.startsWith(FreeSurferPatch.MAGIC)) {
            return read(file).withoutStrays();
        }
        try {
            return FreeSurferPatch.read(bytes, cut);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /// Which hemisphere a file is of: as its name says, else as a GIFTI file says within; nothing where neither does.
    /// @throws IOException where the file is absent or damaged
    public static Optional<Hemisphere> hemisphere(Path file) throws IOException {
        Optional<Hemisphere> named = Hemisphere.ofName(file);
        if (named.isPresent()) {
            return named;
        }
        FileBytes bytes = FileBytes.read(file);
        return bytes.startsWith('<') ? GiftiReader.read(bytes).hemisphere() : Optional.empty();
    }
}
