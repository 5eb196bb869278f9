package org.topostream.cli.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.topostream.cli.report.Evaluation;
import org.topostream.cli.report.RunData;
import org.topostream.cli.report.RunReport;
import org.topostream.producers.Presentation;
import org.topostream.schemas.Site;
import org.topostream.schemas.Subjects;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Alignment;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.RegionScore;
import org.topostream.schemas.avro.RoiSummary;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.Subject;

/// Several encoders of one subject beside each other.
///
/// @param encoders in the order in which they were asked for
/// @param shifts   of each encoder behind the first: how far voxels' layers lie from the first one's
public record Comparison(String subject, int voxels, List<Side> encoders, List<Shift> shifts) {

    /// One encoder.
    ///
    /// @param ridge    mean r of ridge regression on the same features and validation stimuli; null where too few
    /// @param layers   names of the backbone's layers
    /// @param alignment of the layer map with the visual hierarchy; null where the subject has too few regions
    public record Side(String name, long version, ScoreLine score, Double ridge, List<String> layers,
            List<RoiLine> rois,
            AlignmentLine alignment, List<LearningCurve.Point> curve) {}

    /// Scores of the backbone's predictions so far.
    public record ScoreLine(long trials, double rMean, double r2Mean, double ofCeiling, long validationTrials,
            double validationRMean) {}

    /// @param profile mean weight of each layer
    public record RoiLine(String name, int voxels, double r, double ofCeiling, double layer, double scale,
            List<Double> profile) {}

    /// A line through mean layers of regions, see [org.topostream.factortopy.maps.Alignment].
    public record AlignmentLine(double slope, double b0, double b1) {}

    /// @param meanShift     mean over voxels of layer minus the first encoder's, normalised depth
    /// @param meanMagnitude the same without signs
    /// @param moved         share of voxels whose layer is another
    /// @param byRoi         mean shift of each region
    public record Shift(String from, String to, double meanShift, double meanMagnitude, double moved,
            Map<String, Double> byRoi) {}

    /// @param names   `backbone` or `backbone@version`, two or more
    /// @param stretch trials in each point of the learning curves
    /// @param ridge   whether to fit the baseline
    /// @throws IllegalArgumentException where a subject or encoder is not known
    public static Comparison of(Site site, String subject, List<String> names, int stretch, boolean ridge) {
        Subject known = Optional.ofNullable(Subjects.all(site).get(subject)).orElseThrow(
                () -> new IllegalArgumentException("no subject " + subject + "; there are "
                        + Subjects.all(site).keySet()));
        List<Side> sides = new ArrayList<>();
        List<EncoderMaps> maps = new ArrayList<>();
        for (String name : names) {
            EncoderName encoder = EncoderName.of(name);
            maps.add(EncoderMaps.read(site, subject, encoder));
            sides.add(side(site, known, encoder, maps.getLast(), stretch, ridge));
        }
        List<Shift> shifts = new ArrayList<>();
        for (int i = 1; i < maps.size(); i++) {
            shifts.add(shift(sides.getFirst().name(), sides.get(i).name(), maps.getFirst(), maps.get(i), known));
        }
        return new Comparison(subject, known.getCoordinates().getShape().getFirst(), sides, shifts);
    }

    private static Side side(Site site, Subject subject, EncoderName name, EncoderMaps maps, int stretch,
            boolean ridge) {
        int voxels = subject.getCoordinates().getShape().getFirst();
        List<Presentation> presentations = presentations(site, subject.getSubject(), name.backbone());
        RunData data = RunData.read(site, subject, name.backbone(), ridge ? presentations : List.of());
        Double baseline = ridge
                ? new Evaluation(data, voxels, presentations).ridge().map(RunReport.Ridge::validationRMean)
                        .orElse(null)
                : null;
        Optional<Score> score = score(site, subject.getSubject(), name.backbone());
        List<String> layers = maps.kind(EncoderMaps.WEIGHTS).map(CorticalMap::getColumns).orElse(List.of());
        AlignmentLine line = maps.kind(EncoderMaps.LAYER).map(CorticalMap::getAlignment)
                .map((Alignment a) -> new AlignmentLine(a.getSlope(), a.getB0(), a.getB1())).orElse(null);
        return new Side(name.toString(), maps.version(), score.map(Comparison::line).orElse(null), baseline, layers,
                rois(maps, score), line, LearningCurve.of(data, voxels, stretch));
    }

    /// Every stimulus that was predicted.
    private static List<Presentation> presentations(Site site, String subject, String backbone) {
        Map<String, Presentation> presentations = new TreeMap<>();
        try (TopicTail<Prediction> tail = TopicTail.open(site, Topics.predictions(subject).name())) {
            tail.readToEnd(record -> {
                if (record.value().getBackbone().equals(backbone)) {
                    presentations.putIfAbsent(record.key(), new Presentation(record.value().getTrialId(),
                            record.key(), record.value().getSplit()));
                }
            });
        }
        return List.copyOf(presentations.values());
    }

    private static Optional<Score> score(Site site, String subject, String backbone) {
        Map<String, Score> newest = new TreeMap<>();
        try (TopicTail<Score> tail = TopicTail.open(site, Topics.scores(subject).name())) {
            tail.readToEnd(record -> newest.put(record.key(), record.value()));
        }
        return Optional.ofNullable(newest.get(backbone));
    }

    private static ScoreLine line(Score score) {
        double ofCeiling = score.getPrequential().getRegions().stream()
                .filter(region -> region.getLevel().equals("subject")).mapToDouble(RegionScore::getNormalisedMean)
                .findFirst().orElse(Double.NaN);
        return new ScoreLine(score.getPrequential().getTrials(), score.getPrequential().getRMean(),
                score.getPrequential().getR2Mean(), ofCeiling, score.getValidation().getTrials(),
                score.getValidation().getRMean());
    }

    private static List<RoiLine> rois(EncoderMaps maps, Optional<Score> score) {
        List<RoiLine> rois = new ArrayList<>();
        for (RoiSummary roi : maps.kind(EncoderMaps.LAYER).map(CorticalMap::getRois).orElse(List.of())) {
            Optional<RegionScore> scored = score.flatMap(s -> s.getPrequential().getRegions().stream()
                    .filter(region -> region.getLevel().equals("roi") && region.getName().equals(roi.getName()))
                    .findFirst());
            rois.add(new RoiLine(roi.getName(), roi.getVoxels(),
                    scored.map(RegionScore::getRMean).orElse(Double.NaN),
                    scored.map(RegionScore::getNormalisedMean).orElse(Double.NaN), roi.getMean().getFirst(),
                    mean(maps, EncoderMaps.SCALE, roi.getName()).stream().findFirst().orElse(Double.NaN),
                    mean(maps, EncoderMaps.WEIGHTS, roi.getName())));
        }
        return rois;
    }

    private static List<Double> mean(EncoderMaps maps, String kind, String roi) {
        return maps.kind(kind).stream().flatMap(map -> map.getRois().stream())
                .filter(summary -> summary.getName().equals(roi)).findFirst().map(RoiSummary::getMean)
                .orElse(List.of());
    }

    private static Shift shift(String from, String to, EncoderMaps first, EncoderMaps second, Subject subject) {
        float[] before = Tensors.floats(first.kind(EncoderMaps.LAYER).orElseThrow().getValues());
        float[] after = Tensors.floats(second.kind(EncoderMaps.LAYER).orElseThrow().getValues());
        double[] shift = new double[before.length];
        Arrays.setAll(shift, voxel -> after[voxel] - before[voxel]);
        Map<String, Double> byRoi = new TreeMap<>();
        subject.getRois().forEach(roi -> byRoi.put(roi.getName(), mean(shift, Tensors.floats(roi.getVoxels()))));
        return new Shift(from, to, Arrays.stream(shift).average().orElse(Double.NaN),
                Arrays.stream(shift).map(Math::abs).average().orElse(Double.NaN),
                Arrays.stream(shift).filter(each -> each != 0).count() / (double) shift.length, byRoi);
    }

    private static double mean(double[] values, float[] inside) {
        double sum = 0;
        int count = 0;
        for (int voxel = 0; voxel < values.length; voxel++) {
            if (inside[voxel] != 0) {
                sum += values[voxel];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
