package org.topostream.factortopy.maps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import org.topostream.factortopy.metrics.Means;

/// How well a network's order of layers follows that of visual areas (*Brain Decodes Deep Nets*): the line of least
/// squares through the mean layer at each rank of regions that there is. The lowest rank lies at 0, the highest at 1.
///
/// @param rois  the regions that have a rank and a value, lowest first
/// @param slope of the line: the change of the normalised layer from the lowest rank to the highest
/// @param b0    the line at the lowest rank, a normalised layer: 0 for the first, 1 for the last
/// @param b1    the line at the highest rank
public record Alignment(List<String> rois, double slope, double b0, double b1) {

    public Alignment {
        rois = List.copyOf(rois);
    }

    /// A region of interest and what its voxels read.
    ///
    /// @param roi    its name
    /// @param values the normalised layers of its voxels, 0 to 1; NaN where a voxel has none
    public record Point(String roi, float[] values) {}

    /// Aligns regions. Those of one rank are taken together, each of their voxels counting as much as any other.
    /// @return nothing where fewer than two ranks have a voxel with a value
    public static Optional<Alignment> of(List<Point> points) {
        NavigableMap<RoiRank, List<Point>> ranked = new TreeMap<>();
        for (Point point : points) {
            Optional<RoiRank> rank = RoiRank.of(point.roi());
            if (rank.isPresent() && !Double.isNaN(Means.mean(point.values()))) {
                ranked.computeIfAbsent(rank.get(), first -> new ArrayList<>()).add(point);
            }
        }
        if (ranked.size() < 2) {
            return Optional.empty();
        }
        int lowest = ranked.firstKey().rank();
        double extent = ranked.lastKey().rank() - lowest;
        double[] ranks = ranked.keySet().stream().mapToDouble(rank -> (rank.rank() - lowest) / extent).toArray();
        double[] layers = ranked.values().stream().mapToDouble(Alignment::mean).toArray();
        List<String> rois = ranked.values().stream().flatMap(List::stream).map(Point::roi).toList();
        return Optional.of(line(rois, ranks, layers));
    }

    private static double mean(List<Point> points) {
        float[] all = new float[points.stream().mapToInt(point -> point.values().length).sum()];
        int at = 0;
        for (Point point : points) {
            System.arraycopy(point.values(), 0, all, at, point.values().length);
            at += point.values().length;
        }
        return Means.mean(all);
    }

    private static Alignment line(List<String> rois, double[] ranks, double[] layers) {
        double meanRank = Arrays.stream(ranks).sum() / ranks.length;
        double meanLayer = Arrays.stream(layers).sum() / layers.length;
        double shared = 0;
        double squares = 0;
        for (int i = 0; i < ranks.length; i++) {
            shared += (ranks[i] - meanRank) * (layers[i] - meanLayer);
            squares += (ranks[i] - meanRank) * (ranks[i] - meanRank);
        }
        double slope = shared / squares;
        double b0 = meanLayer - slope * meanRank;
        return new Alignment(rois, slope, b0, b0 + slope);
    }
}
