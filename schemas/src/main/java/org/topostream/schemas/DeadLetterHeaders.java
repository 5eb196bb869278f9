package org.topostream.schemas;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// What the headers of a record in `dead-letters` say to those who wait for an answer.
public final class DeadLetterHeaders {
    /// Why the record was refused, for people.
    public static final String REASON = "reason";
    /// The backbone for which the stage that refused it works; absent where the stage works for all.
    public static final String BACKBONE = "backbone";
    /// The stage that refused it.
    public static final String STAGE = "stage";
    /// Where the record lay.
    public static final String TOPIC = "topic";
    public static final String PARTITION = "partition";
    public static final String OFFSET = "offset";
    /// How many bytes it has, where it was too large to be copied and only lies in its topic.
    public static final String LEFT = "left-in-topic";
    /// Of a record that was sent again: `partition:offset` of its dead letter.
    public static final String RETRY_OF = "retry-of";

    private static final Set<String> ADDED = Set.of(REASON, BACKBONE, STAGE, TOPIC, PARTITION, OFFSET, LEFT);

    private DeadLetterHeaders() {}

    /// Why the record was refused; empty where nobody said so.
    public static String reason(Headers headers) {
        return text(headers.lastHeader(REASON));
    }

    /// Whether the record was refused under this backbone: by a stage that works for it, or for all.
    public static boolean concern(Headers headers, String backbone) {
        Header of = headers.lastHeader(BACKBONE);
        return of == null || text(of).equals(backbone);
    }

    /// The text of a header; empty where there is none.
    public static String text(Headers headers, String name) {
        return text(headers.lastHeader(name));
    }

    /// The headers that the record had before it became a dead letter.
    public static Headers original(Headers headers) {
        Set<String> added = new HashSet<>(ADDED);
        Deque<Header> kept = new ArrayDeque<>();
        for (Header header : List.of(headers.toArray()).reversed()) {
            if (!added.remove(header.key())) {
                kept.addFirst(header);
            }
        }
        return new RecordHeaders(kept);
    }

    private static String text(Header header) {
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
