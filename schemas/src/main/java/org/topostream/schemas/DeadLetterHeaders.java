package org.topostream.schemas;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// What the headers of a record in `dead-letters` say to those who wait for an answer.
public final class DeadLetterHeaders {
    /// Why the record was refused, for people.
    public static final String REASON = "reason";
    /// The backbone for which the stage that refused it works; absent where the stage works for all.
    public static final String BACKBONE = "backbone";

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

    private static String text(Header header) {
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
