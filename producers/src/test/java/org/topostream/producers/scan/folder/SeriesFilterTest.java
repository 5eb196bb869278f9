package org.topostream.producers.scan.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.timing.NumberRange;
import org.topostream.producers.scan.BadScanException;

class SeriesFilterTest {
    private static final SeriesInfo BOLD = new SeriesInfo("ep2d_bold_run1", OptionalInt.of(7), "Mosaic");

    private static SeriesFilter filter(String names, List<NumberRange> numbers, List<String> kinds) {
        return new SeriesFilter(Pattern.compile(names), numbers, kinds);
    }

    @Test
    void takesASeriesThatPassesAllThree() {
        SeriesFilter filter = filter("bold", List.of(new NumberRange(3, 3), new NumberRange(6, 9)), List.of("MOSAIC"));

        assertEquals(Optional.empty(), filter.refusal(BOLD));
        assertEquals(Optional.empty(), filter("", List.of(), List.of()).refusal(SeriesInfo.named("anything")));
    }

    @Test
    void saysWhyItPassesASeriesOver() {
        assertEquals(Optional.of("series.filter is mprage, its name ep2d_bold_run1"),
                filter("mprage", List.of(), List.of()).refusal(BOLD));
        assertEquals(Optional.of("series.numbers are 3, 8-9, its number 7"),
                filter("", List.of(new NumberRange(3, 3), new NumberRange(8, 9)), List.of()).refusal(BOLD));
        assertEquals(Optional.of("series.numbers are 3, its number is not told"),
                filter("", List.of(new NumberRange(3, 3)), List.of()).refusal(SeriesInfo.named("bold")));
        assertEquals(Optional.of("series.kinds are phase, its kind Mosaic"),
                filter("", List.of(), List.of("PHASE")).refusal(BOLD));
        assertEquals(Optional.of("series.kinds are phase, its kind is not told"),
                filter("", List.of(), List.of("PHASE")).refusal(SeriesInfo.named("bold")));
    }

    @Test
    void runsAreNamedByTheirTemplateOrOneByOne() throws BadScanException {
        RunNaming naming = new RunNaming("{number}-{index} {series}", Map.of("1.2.840", "memory", "named", "faces"));

        assertEquals("7-2 $1.2", naming.name("$1.2", BOLD, 2));
        assertEquals("memory", naming.name("1.2.840", BOLD, 2));
        assertEquals("faces", naming.name("1.2.841", SeriesInfo.named("named"), 2));
        assertThrows(BadScanException.class, () -> naming.name("1.2", SeriesInfo.named("bold"), 2));
    }
}
