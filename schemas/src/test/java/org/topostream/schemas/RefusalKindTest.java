package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class RefusalKindTest {
    @Test
    void reasonsOfStagesHaveTheirKinds() {
        Map<String, RefusalKind> reasons = Map.ofEntries(
                Map.entry("record of topic stimuli is not Avro: x", RefusalKind.UNREADABLE),
                Map.entry("record has no key; expected the id it is about", RefusalKind.KEYLESS),
                Map.entry("record is a Response, expected a Stimulus", RefusalKind.WRONG_RECORD),
                Map.entry("backbone vit: expected a JPEG or a PNG, got text", RefusalKind.IMAGE),
                Map.entry("backbone vit: image has sha256 1, the stimulus says 2", RefusalKind.IMAGE),
                Map.entry("stimulus id a was already used for another image, sha256 b; got c", RefusalKind.REUSED),
                Map.entry("features of a come from backbone weights b, the encoder was trained on c",
                        RefusalKind.OTHER_WEIGHTS),
                Map.entry("prediction for a by encoder version 3 is not finite", RefusalKind.NOT_FINITE),
                Map.entry("prediction for a is of subject b, expected c", RefusalKind.OTHER_SUBJECT),
                Map.entry("volume 3 of run r is 0.5 s from the next, expected 2.0 s as the run's first",
                        RefusalKind.TIMING),
                Map.entry("response for a has 3 values, expected 4", RefusalKind.SIZE),
                Map.entry("not an encoder that maps can be drawn of: x", RefusalKind.ENCODER),
                Map.entry("", RefusalKind.OTHER));

        List<String> wrong = reasons.entrySet().stream()
                .filter(reason -> RefusalKind.of(reason.getKey()) != reason.getValue())
                .map(reason -> reason.getKey() + " is " + RefusalKind.of(reason.getKey())).toList();

        assertEquals(List.of(), wrong);
    }

    @Test
    void aLabelIsOfLowerCaseWordsWithHyphens() {
        assertEquals("other-weights", RefusalKind.OTHER_WEIGHTS.label());
    }
}
