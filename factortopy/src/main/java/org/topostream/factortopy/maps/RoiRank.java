package org.topostream.factortopy.maps;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a region of interest stands in the hierarchy of visual areas, by its name, as the Natural Scenes Dataset and
/// atlases of the visual cortex write it.
public enum RoiRank {
    V1(1, "v1[vd]?"), V2(2, "v2[vd]?"),
    /// With the areas beside it, V3A and V3B.
    V3(3, "v3(v|d|a|b|ab)?"), V4(4, "h?v4[vd]?"),
    /// Areas that prefer faces, bodies, places, words or objects.
    CATEGORY(5, "ffa.*|fba.*|vwfa.*|mtl-.*|atl-.*|floc-.*|ofa|eba|ppa|opa|rsc|owfa|mfs-words|lo[12]?|phc[12]|vo[12]|it"
            + "|faces|bodies|places|words");

    private final int rank;
    private final Pattern names;

    RoiRank(int rank, String names) {
        this.rank = rank;
        this.names = Pattern.compile(names, Pattern.CASE_INSENSITIVE);
    }

    /// From 1 for the lowest.
    public int rank() {
        return rank;
    }

    /// The rank of a region; nothing where its name is none of these.
    /// @param name in upper or lower case
    public static Optional<RoiRank> of(String name) {
        return Arrays.stream(values()).filter(rank -> rank.names.matcher(name).matches()).findFirst();
    }
}
