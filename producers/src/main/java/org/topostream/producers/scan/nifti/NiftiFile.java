package org.topostream.producers.scan.nifti;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// Reads one volume from a NIfTI file of its own: NIfTI-1 or NIfTI-2, `.nii`, `.nii.gz` or a pair of `.hdr` and `.img`,
/// as *nifti1.h* and *nifti2.h* have it.
public final class NiftiFile {
    private NiftiFile() {}

    /// Whether the name is that of a NIfTI file, or of the header of one.
    public static boolean isNifti(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".nii") || name.endsWith(".nii.gz") || name.endsWith(".hdr") || name.endsWith(".hdr.gz");
    }

    /// @param file      of a pair, the header
    /// @param numbering which volume of its series it has
    /// @throws BadScanException where it is absent, not whole, damaged, or has more than one volume
    public static ScannedVolume read(Path file, String series, FileNumbering numbering) throws BadScanException {
        return read(file, series, numbering, NiftiHeaderReader.MOST_VOXELS);
    }

    /// The same for files of people who may send anything: a small one may unpack to a large volume.
    /// @param mostVoxels of a volume
    /// @throws BadScanException where it is absent, not whole, damaged, larger, or has more than one volume
    public static ScannedVolume read(Path file, String series, FileNumbering numbering, int mostVoxels)
            throws BadScanException {
        int number = numbering.number(file);
        NiftiHeader header = NiftiHeaderReader.read(file).orElseThrow(() -> new BadScanException(file
                + ": expected a whole header of 348 bytes (NIfTI-1) or 540 (NIfTI-2), got less"));
        if (header.volumes() > 1) {
            throw new BadScanException(file + ": expected one volume, got " + header.volumes());
        }
        if (header.voxels() > mostVoxels) {
            throw new BadScanException(file + ": expected " + mostVoxels + " voxels at most, got " + header.voxels());
        }
        Path intensities = NiftiPair.intensities(file, header);
        try (NiftiBytes bytes = NiftiBytes.of(intensities)) {
            if (bytes.wholeVolumes(header) < 1) {
                throw new BadScanException(intensities + ": expected " + header.volumeBytes()
                        + " bytes of intensities from byte " + header.offset() + " on, got " + bytes.state());
            }
            return header.volume(bytes.read(header.offset(), header.volumeBytes()), series, number,
                    OptionalInt.empty());
        }
    }
}
