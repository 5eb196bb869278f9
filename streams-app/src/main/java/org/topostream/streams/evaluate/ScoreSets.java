package org.topostream.streams.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import org.topostream.factortopy.metrics.Agreement;
import org.topostream.factortopy.metrics.Ceilings;
import org.topostream.factortopy.metrics.Means;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.RoiScore;
import org.topostream.schemas.avro.ScoreSet;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.BadRecordException;
import org.topostream.streams.Region;
import org.topostream.streams.StoredBytes;

/// Running agreement of each backbone and split, kept as float64 sums in a store, so that a trial can be added and a
/// revised one taken out again.
final class ScoreSets {
    private static final String VERSION = "version:";
    private static final String VOXELS = "voxels";
    private static final String REVISION = "revision:";
    /// Where hardly any of a voxel's variance can be explained, its share says nothing.
    static final double CEILING_THRESHOLD = 0.1;

    private final KeyValueStore<String, byte[]> sums;
    private final int voxels;
    private final List<Region> regions;

    ScoreSets(KeyValueStore<String, byte[]> sums, Subject subject) {
        this.sums = sums;
        this.voxels = subject.getCoordinates().getShape().getFirst();
        this.regions = Region.of(subject);
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

    /// A number that is higher at each call: revisions of a backbone's score maps.
    long nextRevision(String backbone) {
        byte[] last = sums.get(REVISION + backbone);
        long next = last == null ? 1 : StoredBytes.number(last) + 1;
        sums.put(REVISION + backbone, StoredBytes.of(next));
        return next;
    }

    /// @param ceiling `[N]` noise ceiling, where there is one
    ScoreSet scoreSet(String backbone, Split split, Optional<float[]> ceiling) {
        Agreement agreement = read(backbone, split);
        float[] r = agreement.pearson();
        float[] r2 = agreement.r2();
        float[] rSquared = agreement.rSquared();
        float[] normalised = ceiling.map(highest -> Ceilings.normalised(r, highest, CEILING_THRESHOLD))
                .orElseGet(() -> none(voxels));
        return ScoreSet.newBuilder().setTrials(agreement.count()).setRMean(Means.mean(r)).setRMedian(Means.median(r))
                .setR2Mean(Means.mean(r2)).setRSquaredMean(Means.mean(rSquared)).setR(Tensors.float32(r, voxels))
                .setR2(Tensors.float32(r2, voxels))
                .setNormalised(ceiling.map(known -> Tensors.float32(normalised, voxels)).orElse(null))
                .setRois(regions.stream().filter(region -> region.level() == Region.Level.ROI)
                        .map(roi -> score(roi, r)).toList())
                .setRegions(new RegionScores(r, r2, rSquared, normalised).of(regions)).build();
    }

    private static float[] none(int voxels) {
        float[] none = new float[voxels];
        Arrays.fill(none, Float.NaN);
        return none;
    }

    private static RoiScore score(Region roi, float[] r) {
        float[] own = roi.of(r);
        return new RoiScore(roi.name(), own.length, Means.mean(own), Means.median(own));
    }
}
