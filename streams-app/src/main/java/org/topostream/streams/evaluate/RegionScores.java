package org.topostream.streams.evaluate;

import java.util.List;
import java.util.Locale;

import org.topostream.factortopy.metrics.Ceilings;
import org.topostream.factortopy.metrics.Means;
import org.topostream.schemas.avro.RegionScore;
import org.topostream.streams.Region;

/// What scores per voxel come to over a subject, its hemispheres and its regions.
///
/// @param r          `[N]` Pearson r
/// @param r2         `[N]` 1 - SSE/SST
/// @param rSquared   `[N]` the square of r
/// @param normalised `[N]` r over the noise ceiling, NaN where there is none
record RegionScores(float[] r, float[] r2, float[] rSquared, float[] normalised) {

    List<RegionScore> of(List<Region> regions) {
        return regions.stream().map(this::of).toList();
    }

    private RegionScore of(Region region) {
        float[] ownR = region.of(r);
        float[] ownR2 = region.of(r2);
        float[] ownSquared = region.of(rSquared);
        float[] ownNormalised = region.of(normalised);
        float[] capped = Ceilings.capped(ownNormalised);
        return RegionScore.newBuilder().setName(region.name())
                .setLevel(region.level().name().toLowerCase(Locale.ROOT)).setVoxels(region.voxels().length)
                .setRMean(Means.mean(ownR)).setRMedian(Means.median(ownR)).setR2Mean(Means.mean(ownR2))
                .setR2Median(Means.median(ownR2)).setRSquaredMean(Means.mean(ownSquared))
                .setRSquaredMedian(Means.median(ownSquared)).setNormalisedVoxels(present(ownNormalised))
                .setNormalisedMean(Means.mean(ownNormalised)).setNormalisedMedian(Means.median(ownNormalised))
                .setCappedMean(Means.mean(capped)).setCappedMedian(Means.median(capped)).build();
    }

    private static int present(float[] values) {
        int present = 0;
        for (float value : values) {
            present += Float.isNaN(value) ? 0 : 1;
        }
        return present;
    }
}
