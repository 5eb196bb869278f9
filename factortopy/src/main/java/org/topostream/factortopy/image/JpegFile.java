package org.topostream.factortopy.image;

/// A JPEG file taken apart.
///
/// @param size        rows and columns as stored
/// @param colours     what its components mean
/// @param orientation how to turn it
/// @param pixels      the file without everything that does not change a sample: application data (thumbnails,
///                    profiles), comments, and what follows its end
record JpegFile(DeclaredSize size, JpegColours colours, Orientation orientation, byte[] pixels) {}
