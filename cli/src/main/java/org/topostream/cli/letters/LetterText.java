package org.topostream.cli.letters;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import org.topostream.cli.report.ReportJson;

/// Letters as people and programs read them. What came from outside is printed without control characters.
public final class LetterText {
    private static final String ROW = "%-8s %-24s %-9s %-12s %-24s %-10s %-24s %-8s %s%n";
    private static final int MOST_BYTES = 200;

    private LetterText() {}

    /// One line a letter.
    /// @param retried positions of letters that were sent again
    public static void table(List<Letter> letters, Set<Position> retried, PrintWriter out) {
        out.printf(ROW, "letter", "time", "stage", "backbone", "topic", "from", "key", "retried", "reason");
        for (Letter letter : letters) {
            out.printf(ROW, letter.position(), letter.time(), orDash(letter.stage()), orDash(letter.backbone()),
                    orDash(letter.topic()), letter.from(), orDash(letter.key().orElse("")),
                    retried.contains(letter.position()) ? "yes" : "no", printable(letter.reason()));
        }
    }

    private record Letters(List<Json> letters) {}

    private record Json(String letter, String time, String stage, String backbone, String topic, String from,
            String key, long bytes, boolean left, boolean retried, String reason) {}

    /// One JSON object; absent texts are empty.
    public static String json(List<Letter> letters, Set<Position> retried) {
        return ReportJson.of(new Letters(letters.stream()
                .map(letter -> new Json(letter.position().toString(), letter.time().toString(), letter.stage(),
                        letter.backbone(), letter.topic(), letter.from(), letter.key().orElse(""), letter.bytes(),
                        letter.left(), retried.contains(letter.position()), letter.reason()))
                .toList()));
    }

    /// Everything of one letter but its bytes.
    public static void whole(ConsumerRecord<String, byte[]> record, boolean retried, PrintWriter out) {
        Letter letter = Letter.of(record);
        line(out, "letter", letter.position().toString());
        line(out, "time", letter.time().toString());
        line(out, "key", orDash(letter.key().orElse("")));
        line(out, "bytes", letter.bytes() + (letter.left() ? ", which lie in their topic only" : ""));
        line(out, "retried", retried ? "yes" : "no");
        for (Header header : record.headers()) {
            line(out, "header " + printable(header.key()), value(header));
        }
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("%-20s %s%n", name, value);
    }

    private static String value(Header header) {
        if (header.value() == null) {
            return "-";
        }
        try {
            return printable(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header.value())).toString());
        } catch (CharacterCodingException e) {
            int shown = Math.min(MOST_BYTES, header.value().length);
            return header.value().length + " bytes: " + HexFormat.of().formatHex(header.value(), 0, shown);
        }
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : printable(text);
    }

    static String printable(String text) {
        return text.codePoints().map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
