package org.topostream.producers.scan.socket;

/// Something that the scanner side marked in the course of the volumes, such as a trigger.
///
/// @param series   whose volumes it counts in
/// @param type     what kind it is, in the sender's words
/// @param value    what came with it: text, or numbers with blanks between
/// @param number   of the volume that it belongs to
/// @param offset   from that volume on, in the sender's unit
/// @param duration in the sender's unit
public record ScannerEvent(String series, String type, String value, int number, int offset, int duration) {}
