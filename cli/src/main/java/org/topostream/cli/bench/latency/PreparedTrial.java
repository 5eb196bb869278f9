package org.topostream.cli.bench.latency;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.topostream.producers.Experiment;
import org.topostream.producers.ImageFile;
import org.topostream.producers.Presentation;

/// An experiment's trials, made beforehand so that making them takes nothing from what is measured.
///
/// @param presentation what is shown
/// @param image        its picture
/// @param response     the brain's answer `[N]`
record PreparedTrial(Presentation presentation, ImageFile image, float[] response) {

    static List<PreparedTrial> of(Experiment experiment) throws IOException {
        List<PreparedTrial> trials = new ArrayList<>();
        for (Presentation presentation : experiment.presentations()) {
            trials.add(new PreparedTrial(presentation, experiment.image(presentation),
                    experiment.response(presentation)));
        }
        return trials;
    }
}
