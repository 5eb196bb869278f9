package org.topostream.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.Predictor;
import org.topostream.factortopy.encoder.Selectors;
import org.topostream.factortopy.maps.SelectorMaps;
import org.topostream.factortopy.metrics.Agreement;
import org.topostream.factortopy.metrics.Correlation;
import org.topostream.factortopy.metrics.Means;
import org.topostream.producers.Presentation;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Split;

/// Scores a run from what it left in the topics: batch formulas over all trials, beside the incremental ones of the
/// evaluate stage.
public final class Evaluation {
    private final RunData data;
    private final int voxels;
    private final Map<String, Split> splits;

    public Evaluation(RunData data, int voxels, List<Presentation> presentations) {
        this.data = data;
        this.voxels = voxels;
        this.splits = presentations.stream().collect(
                Collectors.toMap(Presentation::stimulusId, Presentation::split, (first, second) -> first));
    }

    /// Of the second half of the training trials, those predicted by an encoder that had not seen their stimulus.
    RunReport.Agreement prequential() {
        List<Response> training = responses(Split.TRAIN);
        Agreement agreement = new Agreement(voxels);
        for (Response response : training.subList(training.size() / 2, training.size())) {
            Prediction prediction = data.predictions().get(response.getStimulusId());
            if (prediction != null
                    && data.firstOffsets().get(response.getStimulusId()) >= prediction.getTrainedUpTo()) {
                agreement.add(RunData.values(prediction), RunData.values(response));
            }
        }
        return new RunReport.Agreement(agreement.count(), Means.mean(agreement.pearson()),
                Means.median(agreement.pearson()), Means.mean(agreement.r2()));
    }

    /// The final encoder on the validation stimuli.
    /// @param ceiling `[N]` largest r that can be reached, where it is known
    RunReport.Validation validation(Encoder encoder, Optional<float[]> ceiling) {
        Agreement agreement = new Agreement(voxels);
        try (Predictor predictor = Predictor.compile(encoder)) {
            for (Response response : responses(Split.VALIDATION)) {
                Features features = data.features().get(response.getStimulusId());
                if (features != null) {
                    agreement.add(predictor.predict(features), RunData.values(response));
                }
            }
        }
        float[] r = agreement.pearson();
        return new RunReport.Validation(
                responses(Split.VALIDATION).stream().map(Response::getStimulusId).distinct().count(), Means.mean(r),
                Means.median(r), Means.mean(agreement.r2()),
                ceiling.map(highest -> Means.meanShare(r, highest)).orElse(null));
    }

    /// Ridge regression from all local and global tokens, trained on the same trials; nothing where there are too
    /// few of them.
    public Optional<RunReport.Ridge> ridge() {
        List<Response> training = known(Split.TRAIN);
        List<Response> validation = known(Split.VALIDATION);
        if (training.size() < RidgeBaseline.FEWEST_TRIALS || validation.size() < 2) {
            return Optional.empty();
        }
        RidgeBaseline ridge = RidgeBaseline.fit(training.stream().map(this::features).toList(),
                training.stream().map(RunData::values).toList());
        Agreement agreement = new Agreement(voxels);
        float[][] predictions = ridge.predict(validation.stream().map(this::features).toList());
        for (int trial = 0; trial < predictions.length; trial++) {
            agreement.add(predictions[trial], RunData.values(validation.get(trial)));
        }
        return Optional.of(new RunReport.Ridge(Means.mean(agreement.pearson())));
    }

    /// How well found selectors agree with the true ones.
    static RunReport.Truth truth(Selectors found, Selectors truth) {
        int voxels = truth.scale().length;
        int layers = truth.layer().length / voxels;
        float[] foundX = new float[voxels];
        float[] foundY = new float[voxels];
        float[] trueX = new float[voxels];
        float[] trueY = new float[voxels];
        for (int voxel = 0; voxel < voxels; voxel++) {
            foundX[voxel] = found.space()[2 * voxel];
            foundY[voxel] = found.space()[2 * voxel + 1];
            trueX[voxel] = truth.space()[2 * voxel];
            trueY[voxel] = truth.space()[2 * voxel + 1];
        }
        return new RunReport.Truth(
                Correlation.pearson(SelectorMaps.layer(found.layer(), voxels, layers),
                        SelectorMaps.layer(truth.layer(), voxels, layers)),
                (Correlation.pearson(foundX, trueX) + Correlation.pearson(foundY, trueY)) / 2,
                Correlation.pearson(found.scale(), truth.scale()));
    }

    private List<Response> responses(Split split) {
        List<Response> chosen = new ArrayList<>();
        for (Response response : data.responses().values()) {
            if (splits.get(response.getStimulusId()) == split) {
                chosen.add(response);
            }
        }
        return chosen;
    }

    private List<Response> known(Split split) {
        return responses(split).stream().filter(response -> data.features().containsKey(response.getStimulusId()))
                .toList();
    }

    private Features features(Response response) {
        return data.features().get(response.getStimulusId());
    }
}
