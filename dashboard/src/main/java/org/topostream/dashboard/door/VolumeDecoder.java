package org.topostream.dashboard.door;

import java.io.IOException;

/// Reads a file with one volume, such as NIfTI. Whoever has one hands it in: no format is known here.
@FunctionalInterface
public interface VolumeDecoder {
    /// @param file all its bytes; gzipped or not is the decoder's affair, and so is how much it may unpack to
    /// @throws IOException with what was expected and what came, where it holds no volume, or more than one
    DecodedVolume decode(byte[] file) throws IOException;
}
