package org.topostream.factortopy.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoiRankTest {

    @ParameterizedTest
    @CsvSource({"V1, V1", "v1, V1", "V1v, V1", "V1d, V1", "V2, V2", "V2v, V2", "V2D, V2", "V3, V3", "V3v, V3",
            "V3d, V3", "V3A, V3", "V3B, V3", "v3ab, V3", "V4, V4", "hV4, V4", "HV4, V4"})
    void earlyAreasHaveTheRankOfTheirNumber(String name, RoiRank expected) {
        assertEquals(Optional.of(expected), RoiRank.of(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FFA", "FFA-1", "ffa2", "OFA", "EBA", "FBA", "FBA-2", "PPA", "OPA", "RSC", "VWFA", "VWFA-1",
            "OWFA", "mfs-words", "mTL-faces", "mTL-words", "aTL-faces", "LO1", "LO2", "LO", "PHC1", "PHC2", "VO1",
            "VO2", "IT", "floc-faces", "floc-places", "faces", "bodies", "places", "words", "Words"})
    void areasWithAPreferenceAreTheHighest(String name) {
        assertEquals(Optional.of(RoiRank.CATEGORY), RoiRank.of(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "V", "V5", "V10", "MT", "V1x", "early", "IPS0", "V4t", "visual V1", "LO3"})
    void otherRegionsHaveNone(String name) {
        assertEquals(Optional.empty(), RoiRank.of(name));
    }

    @Test
    void ranksRiseByOne() {
        assertEquals(1, RoiRank.V1.rank());
        assertEquals(4, RoiRank.V4.rank());
        assertEquals(5, RoiRank.CATEGORY.rank());
    }
}
