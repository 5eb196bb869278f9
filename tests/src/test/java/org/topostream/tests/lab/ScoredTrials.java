package org.topostream.tests.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.ScoreSet;
import org.topostream.schemas.avro.Split;

/// The trials that count, found once more from all predictions and responses, to hold the last scores to: a trial that
/// the stream lost, or counted twice, moves r, whatever the number of trials says.
final class ScoredTrials {
    private final Map<String, Prediction> predictions = new HashMap<>();
    private final Map<String, Long> firstResponses = new HashMap<>();
    private final Map<String, Response> responses = new HashMap<>();

    /// Of several predictions of a stimulus the first counts.
    void add(Prediction prediction) {
        predictions.putIfAbsent(prediction.getStimulusId(), prediction);
    }

    /// @param offset where it lies in its topic
    void add(Response response, long offset) {
        firstResponses.putIfAbsent(response.getStimulusId(), offset);
        responses.putIfAbsent(response.getTrialId(), response);
    }

    /// Where the first response to each stimulus lies.
    Map<String, Long> firstResponses() {
        return Map.copyOf(firstResponses);
    }

    /// The names of the trials that count, by the set they count in.
    Map<String, Integer> names() {
        Map<String, Integer> names = new HashMap<>();
        for (Split split : Split.values()) {
            counted(split).forEach(response -> names.put(split + " " + response.getTrialId(), 1));
        }
        return names;
    }

    private List<Response> counted(Split split) {
        return responses.values().stream().filter(response -> counts(response, split)).toList();
    }

    private boolean counts(Response response, Split split) {
        Prediction prediction = predictions.get(response.getStimulusId());
        return prediction != null && prediction.getSplit() == split && (split == Split.VALIDATION
                || prediction.getTrainedUpTo() <= firstResponses.get(response.getStimulusId()));
    }

    /// How far r is from that of all trials that count, computed at once: the most of all voxels.
    /// @return infinite where one has an r and the other none
    double error(Split split, ScoreSet score) {
        List<float[]> predicted = new ArrayList<>();
        List<float[]> measured = new ArrayList<>();
        for (Response response : counted(split)) {
            predicted.add(Tensors.floats(predictions.get(response.getStimulusId()).getValues()));
            measured.add(Tensors.floats(response.getValues()));
        }
        float[] r = Tensors.floats(score.getR());
        double worst = 0;
        for (int voxel = 0; voxel < r.length; voxel++) {
            double expected = pearson(predicted, measured, voxel);
            double error = Math.abs(expected - r[voxel]);
            boolean none = Double.isNaN(expected) && Float.isNaN(r[voxel]);
            worst = Math.max(worst, none ? 0 : Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
        }
        return worst;
    }

    /// Pearson's r in two passes; NaN with fewer than two trials.
    private static double pearson(List<float[]> first, List<float[]> second, int voxel) {
        double firstMean = mean(first, voxel);
        double secondMean = mean(second, voxel);
        double firstSquares = 0;
        double secondSquares = 0;
        double products = 0;
        for (int i = 0; i < first.size(); i++) {
            double a = first.get(i)[voxel] - firstMean;
            double b = second.get(i)[voxel] - secondMean;
            firstSquares += a * a;
            secondSquares += b * b;
            products += a * b;
        }
        return first.size() < 2 ? Double.NaN : products / Math.sqrt(firstSquares * secondSquares);
    }

    private static double mean(List<float[]> values, int voxel) {
        return values.stream().mapToDouble(each -> each[voxel]).average().orElse(Double.NaN);
    }
}
