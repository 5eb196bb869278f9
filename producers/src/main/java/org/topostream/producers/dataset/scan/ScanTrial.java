package org.topostream.producers.dataset.scan;

import org.topostream.producers.Presentation;

/// A picture shown in a run; its stimulus id is what the dataset calls the picture.
///
/// @param presentation the presentation
/// @param onset        seconds from the run's first stored volume; negative before it
/// @param duration     seconds
public record ScanTrial(Presentation presentation, double onset, double duration) {}
