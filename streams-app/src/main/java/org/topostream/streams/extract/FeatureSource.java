package org.topostream.streams.extract;

import org.topostream.factortopy.Features;
import org.topostream.streams.BadRecordException;

/// Computes features of encoded images.
interface FeatureSource {
    /// The backbone's name.
    String backbone();

    /// SHA-256 of the backbone's weights, hexadecimal.
    String digest();

    /// Returns when the features are there.
    /// @throws BadRecordException where the bytes are no image, or the image has no features
    Features compute(byte[] encoded) throws BadRecordException;
}
