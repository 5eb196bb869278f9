package org.topostream.streams.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import org.topostream.factortopy.metrics.Agreement;
import org.topostream.factortopy.metrics.Means;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.VoxelValues;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.RoiScore;
import org.topostream.schemas.avro.ScoreSet;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.BadRecordException;

/// Running agreement of each backbone and split, kept as float64 sums in a store, so that a trial can be added and a
/// revised one taken out again.
final class ScoreSets {
    private static final String VERSION = "version:";
    private static final String VOXELS = "voxels";

    private final KeyValueStore<String, byte[]> sums;
    private final int voxels;
    private final List<RoiVoxels> rois;

    /// @param inside `[N]`, 0 outside
    record RoiVoxels(String name, float[] inside) {}

    ScoreSets(KeyValueStore<String, byte[]> sums, Subject subject) {
        this.sums = sums;
        this.voxels = subject.getCoordinates().getShape().getFirst();
        this.rois = regions(subject);
    }

    /// @throws org.topostream.schemas.serde.UnreadableRecordException where a region does not fit the voxels
    static List<RoiVoxels> regions(Subject subject) {
        List<RoiVoxels> rois = new ArrayList<>();
        for (Roi roi : subject.getRois()) {
            rois.add(new RoiVoxels(roi.getName(), VoxelValues.read("region " + roi.getName(), roi.getVoxels(),
                    subject.getCoordinates().getShape().getFirst())));
        }
        return rois;
    }

    /// Sums of another number of voxels cannot be added to.
    /// @throws BadRecordException where what is kept was begun with another number
    void requireSameVoxels() throws BadRecordException {
        if (!areOfTheseVoxels()) {
            throw new BadRecordException("the subject has " + voxels + " voxels now, its scores were begun with "
                    + StoredBytes.number(sums.get(VOXELS)) + "; give it another name");
        }
        sums.putIfAbsent(VOXELS, StoredBytes.of(voxels));
    }

    /// Whether what is kept, if anything, was begun with this number of voxels.
    boolean areOfTheseVoxels() {
        byte[] begun = sums.get(VOXELS);
        return begun == null || StoredBytes.number(begun) == voxels;
    }

    int voxels() {
        return voxels;
    }

    Agreement read(String backbone, Split split) {
        byte[] stored = sums.get(key(backbone, split));
        if (stored == null) {
            return new Agreement(voxels);
        }
        return Agreement.fromSums(voxels, StoredBytes.numbers(stored));
    }

    void write(String backbone, Split split, Agreement agreement) {
        sums.put(key(backbone, split), StoredBytes.of(agreement.sums()));
    }

    private static String key(String backbone, Split split) {
        return backbone + "/" + split;
    }

    /// A backbone has predicted with this version of its encoder.
    void seen(String backbone, long encoderVersion) {
        long latest = Math.max(encoderVersion, versions().getOrDefault(backbone, 0L));
        sums.put(VERSION + backbone, StoredBytes.of(latest));
    }

    /// Latest encoder version of each backbone that has predicted.
    SortedMap<String, Long> versions() {
        SortedMap<String, Long> versions = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> found = sums.range(VERSION, VERSION + Character.MAX_VALUE)) {
            found.forEachRemaining(
                    entry -> versions.put(entry.key.substring(VERSION.length()), StoredBytes.number(entry.value)));
        }
        return versions;
    }

    ScoreSet scoreSet(String backbone, Split split) {
        Agreement agreement = read(backbone, split);
        float[] r = agreement.pearson();
        float[] r2 = agreement.r2();
        return ScoreSet.newBuilder().setTrials(agreement.count()).setRMean(Means.mean(r)).setRMedian(Means.median(r))
                .setR2Mean(Means.mean(r2)).setR(Tensors.float32(r, voxels)).setR2(Tensors.float32(r2, voxels))
                .setRois(rois.stream().map(roi -> score(roi, r)).toList()).build();
    }

    private static RoiScore score(RoiVoxels roi, float[] r) {
        float[] inside = new float[r.length];
        int count = 0;
        for (int voxel = 0; voxel < r.length; voxel++) {
            if (roi.inside()[voxel] != 0) {
                inside[count++] = r[voxel];
            }
        }
        float[] only = Arrays.copyOf(inside, count);
        return new RoiScore(roi.name(), count, Means.mean(only), Means.median(only));
    }
}
