package org.topostream.producers.dataset;

import java.util.OptionalDouble;

import org.topostream.producers.Presentation;

/// A presentation of a recording.
///
/// @param presentation the presentation
/// @param picture      what the dataset calls its picture
/// @param row          of its response in the dataset's table, from 0; any where it is no trial
/// @param seconds      when it was shown, from the beginning of the recording without its pauses, where that is known
public record RecordedTrial(Presentation presentation, String picture, int row, OptionalDouble seconds) {}
