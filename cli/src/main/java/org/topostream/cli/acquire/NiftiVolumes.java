package org.topostream.cli.acquire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.topostream.dashboard.door.DecodedVolume;
import org.topostream.dashboard.door.VolumeDecoder;
import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.nifti.NiftiFile;

/// Reads the NIfTI files that are posted: NIfTI-1 and NIfTI-2 with one volume, gzipped or not. The reader wants a file,
/// since those of scanners are; it lies in the system's folder for such until it is read, for nobody else to see.
///
/// @param mostVoxels of a volume; there is no sense in unpacking what no topic takes
public record NiftiVolumes(int mostVoxels) implements VolumeDecoder {
    private static final String SERIES = "posted";
    private static final String NAME = "the body";

    @Override
    public DecodedVolume decode(byte[] file) throws IOException {
        Path stored = Files.createTempFile("topostream-volume", ".nii");
        try {
            Files.write(stored, file);
            ScannedVolume volume = NiftiFile.read(stored, SERIES, any -> 0, mostVoxels);
            return new DecodedVolume(volume.size(), volume.values(), volume.affine(), volume.seconds());
        } catch (BadScanException e) {
            throw new IOException(e.getMessage().replace(stored.toString(), NAME), e);
        } finally {
            Files.deleteIfExists(stored);
        }
    }
}
