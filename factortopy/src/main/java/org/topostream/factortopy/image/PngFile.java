package org.topostream.factortopy.image;

/// A PNG file taken apart.
///
/// @param header       its size and layout
/// @param palette      `[colours, 3]` red, green, blue; empty where it has none
/// @param transparency its tRNS chunk: one alpha a palette colour, or the one transparent colour in 16-bit samples;
///                     empty where it has none
/// @param orientation  how to turn it
/// @param pixels       the file without everything that does not change a sample
record PngFile(PngHeader header, byte[] palette, byte[] transparency, Orientation orientation, byte[] pixels) {}
