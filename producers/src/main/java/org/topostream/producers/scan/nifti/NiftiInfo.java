package org.topostream.producers.scan.nifti;

import java.nio.file.Path;
import java.util.OptionalDouble;

import org.topostream.producers.scan.BadScanException;

/// What the header of a NIfTI file tells of its volumes, without reading one.
///
/// @param size    `[3]` voxels along x, y and z
/// @param volumes how many there are to be, 0 where it does not tell
/// @param affine  `[4, 4]` row by row
/// @param seconds from one volume to the next (TR), where it tells
public record NiftiInfo(int[] size, int volumes, double[] affine, OptionalDouble seconds) {

    /// @throws BadScanException where the file is absent, or no NIfTI file of volumes
    public static NiftiInfo read(Path file) throws BadScanException {
        NiftiHeader header = NiftiHeaderReader.read(file).orElseThrow(() -> new BadScanException(file
                + ": expected a whole header of 348 bytes (NIfTI-1) or 540 (NIfTI-2), got less"));
        return new NiftiInfo(header.size(), header.volumes(), header.affine(), header.seconds());
    }
}
