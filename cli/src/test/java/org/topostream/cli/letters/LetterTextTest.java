package org.topostream.cli.letters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class LetterTextTest {
    private static final long TIME = 1_700_000_000_123L;

    private static ConsumerRecord<String, byte[]> record(String key, String... headers) {
        RecordHeaders all = new RecordHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return new ConsumerRecord<>("dead-letters", 0, 17, TIME, TimestampType.CREATE_TIME, 0, 3, key,
                new byte[]{1, 2, 3}, all, Optional.empty());
    }

    private static ConsumerRecord<String, byte[]> refused() {
        return record("photo.jpg", "scanner", "\u0007", "reason", "expected a JPEG\nor a PNG", "stage", "extract",
                "backbone", "clip", "topic", "stimuli", "partition", "2", "offset", "40");
    }

    private static String table(Set<Position> retried) {
        StringWriter printed = new StringWriter();
        LetterText.table(List.of(Letter.of(refused())), retried, new PrintWriter(printed, true));
        return printed.toString();
    }

    @Test
    void saysOnOneLineWhatWasRefusedWhereAndWhy() {
        String[] lines = table(Set.of()).split("\n");

        assertEquals(2, lines.length);
        assertEquals("0:17 2023-11-14T22:13:20.123Z extract clip stimuli 2:40 photo.jpg no expected a JPEG?or a PNG",
                lines[1].strip().replaceAll(" +", " "));
    }

    @Test
    void saysWhichWereSentAgain() {
        assertTrue(table(Set.of(new Position(0, 17))).contains(" yes "));
        assertTrue(table(Set.of(new Position(0, 18))).contains(" no "));
    }

    @Test
    void printsTheSameAsJson() throws Exception {
        JsonNode letter = new ObjectMapper()
                .readTree(LetterText.json(List.of(Letter.of(refused())), Set.of(new Position(0, 17)))).path("letters")
                .path(0);

        assertEquals("0:17", letter.path("letter").asText());
        assertEquals("expected a JPEG\nor a PNG", letter.path("reason").asText());
        assertEquals("clip", letter.path("backbone").asText());
        assertEquals(3, letter.path("bytes").asInt());
        assertTrue(letter.path("retried").asBoolean());
    }

    @Test
    void showsEveryHeader() {
        StringWriter printed = new StringWriter();

        LetterText.whole(refused(), false, new PrintWriter(printed, true));

        List<String> lines = printed.toString().lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertTrue(lines.containsAll(List.of("letter 0:17", "key photo.jpg", "bytes 3", "retried no",
                "header scanner ?", "header stage extract", "header partition 2")), printed.toString());
    }

    @Test
    void tellsOfALetterWhoseBytesWereLeft() {
        Letter letter = Letter.of(record("s", "left-in-topic", "16777216", "topic", "stimuli"));

        assertTrue(letter.left());
        assertEquals(16_777_216, letter.bytes());
    }

    @Test
    void readsPositionsOnly() {
        assertEquals(new Position(0, 17), Position.parse("0:17"));
        for (String text : List.of("", "17", "0:", "a:1", "0:-1", "0:99999999999999999999")) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                    () -> Position.parse(text));
            assertTrue(refused.getMessage().endsWith("got " + text), refused.getMessage());
        }
    }
}
