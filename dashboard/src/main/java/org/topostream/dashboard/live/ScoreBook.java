package org.topostream.dashboard.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.Tensor;
import org.topostream.schemas.serde.UnreadableRecordException;

/// A subject's scores: the newest of each backbone, and how they came to be.
public final class ScoreBook {
    private static final int CURVE_POINTS = 2_000;
    private static final int VOXEL_POINTS = 200;
    private static final long VOXEL_BYTES = 16L * 1024 * 1024;

    private static final class Lines {
        private final EvenHistory<ScorePoint> curve = new EvenHistory<>(CURVE_POINTS);
        private final EvenHistory<VoxelScores> voxels;
        private Optional<ScoreUpdate> newest = Optional.empty();

        Lines(int voxelPoints) {
            voxels = new EvenHistory<>(voxelPoints);
        }

        void add(ScoreUpdate update, VoxelScores scores) {
            ScorePoint point = scores.point();
            // Scores come each second while anything changes, be it another set of trials alone.
            if (curve.last().filter(before -> before.trials() == point.trials()).isPresent()) {
                curve.replaceLast(point);
                voxels.replaceLast(scores);
            } else {
                curve.add(point);
                voxels.add(scores);
            }
            newest = Optional.of(update);
        }
    }

    private final int voxels;
    private final Map<String, Lines> backbones = new TreeMap<>();

    ScoreBook(int voxels) {
        this.voxels = voxels;
    }

    /// @param key of the record
    /// @throws UnreadableRecordException where the key or the number of voxels is not what it should be
    synchronized ScoreUpdate take(String key, Score score, long seq) {
        if (!score.getBackbone().equals(key)) {
            throw new UnreadableRecordException("score of backbone " + score.getBackbone() + " has key " + key
                    + "; expected the backbone");
        }
        VoxelScores scores = new VoxelScores(ScorePoint.of(score), values(key, score.getPrequential().getR()),
                values(key, score.getPrequential().getR2()));
        ScoreUpdate update = new ScoreUpdate(seq, score);
        backbones.computeIfAbsent(key, name -> new Lines(voxelPoints())).add(update, scores);
        return update;
    }

    private float[] values(String backbone, Tensor tensor) {
        float[] values = Tensors.floats(tensor);
        if (values.length != voxels) {
            throw new UnreadableRecordException("score of backbone " + backbone + " has " + values.length
                    + " voxels, the subject has " + voxels);
        }
        return values;
    }

    private int voxelPoints() {
        return (int) Math.max(2, Math.min(VOXEL_POINTS, VOXEL_BYTES / (2L * Float.BYTES * voxels)));
    }

    /// Largest Pearson r that each voxel can reach on one trial, `[N]`, as it was said with the newest score; nothing
    /// where it was not.
    public synchronized Optional<float[]> noiseCeiling(String backbone) {
        return Optional.ofNullable(backbones.get(backbone)).flatMap(lines -> lines.newest)
                .flatMap(update -> Optional.ofNullable(update.score().getNoiseCeiling())).map(Tensors::floats)
                .filter(values -> values.length == voxels);
    }

    /// Of every backbone.
    public synchronized List<ScoreUpdate> newest() {
        return backbones.values().stream().map(lines -> lines.newest).flatMap(Optional::stream).toList();
    }

    /// The learning curve, oldest first; nothing where the backbone has no score.
    public synchronized List<ScorePoint> curve(String backbone) {
        return Optional.ofNullable(backbones.get(backbone)).map(lines -> lines.curve.all()).orElse(List.of());
    }

    /// The scores of all voxels along the curve, oldest first; fewer points than the curve.
    public synchronized List<VoxelScores> voxels(String backbone) {
        return Optional.ofNullable(backbones.get(backbone)).map(lines -> lines.voxels.all()).orElse(List.of());
    }
}
