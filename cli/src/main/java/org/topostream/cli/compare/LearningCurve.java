package org.topostream.cli.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.topostream.cli.report.RunData;
import org.topostream.factortopy.metrics.Agreement;
import org.topostream.factortopy.metrics.Means;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Split;

/// How well predictions were when the encoder had seen so many images: Pearson r over stretches of novel training stimuli,
/// each predicted by an encoder that had seen none of its responses.
final class LearningCurve {
    private LearningCurve() {}

    /// A stretch of trials.
    ///
    /// @param images different ones answered until its end
    /// @param rMean  mean over voxels of Pearson r over its trials
    record Point(int images, double rMean) {}

    /// @param stretch trials in each; what is left over at the end makes none
    static List<Point> of(RunData data, int voxels, int stretch) {
        List<Point> points = new ArrayList<>();
        Set<String> images = new HashSet<>();
        Agreement agreement = new Agreement(voxels);
        for (Response response : data.responses().values()) {
            String stimulus = response.getStimulusId();
            images.add(stimulus);
            Prediction prediction = data.predictions().get(stimulus);
            if (prediction == null || prediction.getSplit() != Split.TRAIN
                    || data.firstOffsets().get(stimulus) < prediction.getTrainedUpTo()) {
                continue;
            }
            agreement.add(RunData.values(prediction), RunData.values(response));
            if (agreement.count() == stretch) {
                points.add(new Point(images.size(), Means.mean(agreement.pearson())));
                agreement = new Agreement(voxels);
            }
        }
        return points;
    }
}
