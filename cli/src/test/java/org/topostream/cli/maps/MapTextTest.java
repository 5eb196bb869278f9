package org.topostream.cli.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.RoiSummary;

class MapTextTest {

    private static String spaced(String text) {
        return text.strip().replaceAll(" +", " ");
    }

    @Test
    void listsAMapInALine() {
        StringWriter printed = new StringWriter();
        CorticalMap map = Maps.map("clip", "r", 12, 3, 0.5f);
        map.setCoverage(0.875);

        MapText.row(new PrintWriter(printed, true), map, Maps.TIME.plusSeconds(90));

        assertEquals("anna clip r 12 3 87.5 % -1 to 1 90 s Pearson r", spaced(printed.toString()));
    }

    @Test
    void tellsTheMeanInEveryRegion() {
        CorticalMap map = Maps.map("clip", "space", 12, 3, 0.5f);
        map.setRois(List.of(new RoiSummary("V1", 4, List.of(0.25, -1.0), List.of(0.0, 0.0)),
                new RoiSummary("V2", 0, List.of(Double.NaN, Double.NaN), List.of(0.0, 0.0))));

        assertEquals("2026-01-02T03:04:05Z anna clip/space v12 r3 V1 0.250/-1 V2 NaN/NaN", spaced(MapText.update(map)));
    }

    @Test
    void tellsTheMeanOverAllVoxelsWhereThereAreNoRegions() {
        CorticalMap map = Maps.map("clip", "predicted", 12, 3, 0.5f);
        map.setValues(Tensors.float32(new float[]{1, 2, 3, 4, Float.NaN, 6, 7, 8, 5, 1, 1, 1}, 3, 4));
        map.setStimulusId("cat.jpg");

        assertEquals("2026-01-02T03:04:05Z anna clip/predicted v12 r3 (cat.jpg) all 3/3/3.667/...",
                spaced(MapText.update(map)));
    }

    @ParameterizedTest
    @CsvSource({"-5, 0 s", "119, 119 s", "120, 2 min", "7199, 119 min", "7200, 2 h", "172799, 47 h", "172800, 2 d"})
    void tellsAges(long seconds, String expected) {
        assertEquals(expected, MapText.age(Duration.ofSeconds(seconds)));
    }
}
